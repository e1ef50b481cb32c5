namespace Flujo.Privacy;

/// <summary>A word in a text that announces a secret.</summary>
/// <param name="Start">Where the word begins; what stands before it (<c>db_</c> in <c>db_password</c>) is not in it.</param>
/// <param name="End">Where the name ends.</param>
/// <param name="Kind">What it announces.</param>
/// <param name="IsVague">Whether it could as well be prose: a number behind it is a count (<c>secrets: 3</c>), and a
/// word is a word (<c>secret key: patience</c>).</param>
internal readonly record struct SecretName(int Start, int End, SecretNameKind Kind, bool IsVague);
