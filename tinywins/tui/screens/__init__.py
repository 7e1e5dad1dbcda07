"""The screens, one a file: each calls services through the session, and shows what they return."""
