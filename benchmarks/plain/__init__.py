"""What a developer would write first: stock Django REST framework over the same tables, without
scopes, rules, cursors or strict parameters; and beside it the leanest view there is."""
