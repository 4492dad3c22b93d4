"""The five examples as code: deterministic case files with invented people, written as workbooks."""
