"""What parts of the program, and other programs, may rely on of each other: schemas and types.

``*.schema.json`` are written by hand; ``python -m tests.contract.files`` writes from them the
types here and in ``geo/web/src/contract``, ``maps/park-map.d.ts``, the tables of
``maps/README.md``.
"""
