"""What decides: rules, counting, rolls, proxies and deadlines, without a database."""
