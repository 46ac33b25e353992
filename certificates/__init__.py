"""What is awarded: designs, awards, their register and documents, and verification.

Owns: the award register, rendering (ReportLab only here), public verification.
Does not own: eligibility (learning's evaluator), marking, pages.
May import: learning, courses, accounts, foundation. Never assessments or cms.
"""
