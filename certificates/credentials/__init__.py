"""Digital credentials: Open Badges 3.0 on Verifiable Credentials 2.0, signed by the issuer.

Owns: the issuer's signing key and DID document, the credential of an award, its canonical form
and proofs, status lists, the forms a credential travels in, and the check of one.
Does not own: who may fetch one, what a verifier is told, the seal of PDFs.
May import: models and codes of certificates, ``sealing`` for the folder of keys, foundation.
Nothing here ever fetches anything: the two contexts are known by heart.
"""
