namespace Flujo.Privacy;

/// <summary>What kind of secret a name announces; decides what its value may look like.</summary>
internal enum SecretNameKind
{
    /// <summary>password, passwd, passwort, passcode, and client_secret with its kin.</summary>
    Password,

    /// <summary>pwd: a password, or the working directory.</summary>
    Pwd,

    /// <summary>pass: also counts passed tests.</summary>
    Pass,

    /// <summary>passphrase: its value holds blanks.</summary>
    Passphrase,

    /// <summary>secret, credential.</summary>
    Secret,

    /// <summary>token: also a unit of text.</summary>
    Token,

    /// <summary>api_key, access key and other keys with a word that makes them secret.</summary>
    Key,

    /// <summary>authorization: its value begins with a scheme.</summary>
    Authorization,

    /// <summary>cookie, set-cookie: its value reaches to the end of the line.</summary>
    Cookie,
}
