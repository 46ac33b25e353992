"""The ground: small pure modules every app may use.

Owns: clock, environment, access policies, errors, mail sending, files, wording by language.
Does not own: any model, any rule of the domain.
May import: Django and third parties, none of our apps.
"""
