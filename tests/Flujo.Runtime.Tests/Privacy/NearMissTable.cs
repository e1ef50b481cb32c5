using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

/// <summary>Texts that look like secrets and are none: they stay as they are.</summary>
internal static class NearMissTable
{
    public static TheoryData<string> Rows { get; } =
    [
        // counts and settings
        "token count: 42", "token_count=42", "tokens: 1500", "tokens=1500", "max_tokens=100", "\"max_tokens\": 4096", "total_tokens: 12",
        "token: 42", "{\"token\":1500}", "time to first token: 350ms", "cost per token: 0.002", "token limit: 4096", "prompt tokens: 12",
        "tokenizer: cl100k", "tokenization=bpe", "eos_token: </s>", "pad_token=[PAD]", "\"stop_token\": \"END\"", "next_page_token=CAUQAA",
        "continuationToken=abc", "pass: 12, fail: 3", "pass=12", "secrets: 3", "passed: yes", "bypass=on", "compass: north",
        // words
        "password policy", "password-policy: strict", "password_policy=strict", "passwordless login", "password reset for bob",
        "Password must not be empty", "password: is required", "password: must have 8 characters", "Password: required", "wrong password",
        "the secret of success", "secret santa: bob", "secretary: alice", "the secret: never give up", "no secrets here", "token ring",
        "token: is expired", "Invalid token: expired", "a token of thanks", "tokenless", "secret key: patience", "access key: Alt",
        "basic idea", "Basic Authentication", "basic training", "basic authentication failed", "bearer of news", "the bearer: bob",
        "Bearer authentication", "Bearer token", "Bearer authentication failed", "bearer shares are rare", "WWW-Authenticate: Bearer",
        "authorization failed", "authorization: user is not in role", "Authorization: required", "cookie: chocolate chip", "cookies accepted",
        "keyword: value", "key: value", "primary_key: id", "foreign key=user_id", "the public key: abc", "keyboard=qwerty", "monkey: banana",
        // absent values, types and placeholders
        "password=", "password: ", "password=\"\"", "{\"password\":\"\"}", "{\"password\":null}", "{\"password\":false}", "password=null",
        "token: none", "has_password: true", "{\"password\":{\"type\":\"string\"}}", "{\"password\":\"string\"}", "password: string",
        "password=***", "password=********", "Authorization: Bearer ***", "password=${DB_PASSWORD}", "password={password}", "token={0}",
        "api_key=<your-api-key>", "password=$DB_PASSWORD", "password={{ password }}", "password=%s", "WHERE password=@password",
        "WHERE password = ?", "https://{user}:{password}@h",
        // code and messages of compilers
        "if (password == input)", "password != null", "token => token.Length", "Secret::new()", "CancellationToken cancellationToken = default",
        "cancellationToken: ct", "System.Data, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089", "Unexpected token: }",
        "unexpected token: foo", "SyntaxToken: IdentifierToken", "api_key=os.getenv(\"API_KEY\")", "password = config.get(\"x\")",
        "token.Length = 5", "password.Length: 3", "PWD=/home/bob", "pwd: /srv/app", "OLDPWD=/tmp",
        // shapes
        "sk-learn", "sk-SK", "sk-learn-classification", "use sk-... here", "task-1234567890abcdef", "risk-abcdefghijklmnop", "sk-", "sk-fading-circle",
        "hf_hub_download", "hf_transformers", "npm_config_registry", "npm_lifecycle_event", "ghp_", "xoxo hugs", "AKIA", "MAKIAIOSFODNN7EXAMPLE",
        "AIza", "msg.Foo", "SG.1", "eyJ", "eyJhbGciOiJIUzI1NiJ9", "eyJabc.def", "dapifoo", "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "xai-experiments", "pplx-online", "r8_beta", "nvapi-version", "lsv2_", "lsv2_langsmith_client_library", "sbp_conference", "sntrys_", "ATATT3", "tvly-search", "glpat-", "figd_file",
        // URLs
        "https://example.com/a?b=c", "http://localhost:8080/a@b", "https://h:443?mail=bob@x.com", "mail bob@example.com", "ssh://git@github.com/x",
        "http://[::1]:5000/", "see http://x.com: bob@y.com", "design=abc", "?sig=1", "signature=none", "https://h/tokens/list", "sig=method(int, string)",
        // prose and short words
        "the password is required", "the password is wrong", "password is case-sensitive", "password is at least 8 characters", "the token is 4096 long", "a token is expired",
        "the api key is not set", "your secret is safe", "the secret was never told", "token 12345678901234567890", "token authentication", "the access key generates",
        "credentials: include", "credentials: 3", "credential helper", "opinion: 3", "spin=4", "pinned: yes", "pin=4711", "session_id=abcdef0123456789", "cookie=chocolate",
        // not masked: nobody can tell them from other numbers
        "4111 1111 1111 1111", "account 12345678",
        // more shapes
        "key-value", "key-0123", "pa-rallel", "fw_version", "oy2", "1//0", "secret_manager_configuration_of_the_project_at_hand", "csk-", "12:AA", "00:AA:BB:CC:DD:EE",
        "https%3A%2F%2Fhost%2Fpath", "https%3A%2F%2Fhost%3A8080%2Fa%40b", "8Q~", "Key-File-3", "glimt-glimt", "jina_embeddings",
    ];
}
