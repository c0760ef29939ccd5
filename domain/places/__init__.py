"""人大代表之家 and 代表联络工作站: where deputies meet voters, and the office that keeps the regulations."""
