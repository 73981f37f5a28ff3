"""The same hashing as in earnest, with so little work that tests need not wait for it."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """argon2id, one round over the least memory it takes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
