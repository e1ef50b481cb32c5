namespace Flujo.Privacy;

/// <summary>Finds secrets by the name before them: <c>password=x</c>, <c>"api_key": "x"</c>, <c>&lt;token&gt;x</c>, <c>--secret x</c>.</summary>
internal static class NamedSecrets
{
    public static bool TryFind(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        start = end = 0;
        if (!SecretNames.TryRead(text, at, out SecretName name)
            || !Assignments.TryRead(text, name, out int valueStart, out AssignmentStyle style))
            return false;
        SecretValue value = SecretValues.Read(text, valueStart, name, style);
        bool isInnocent = IsInnocent(text, value, name, style);
        if (isInnocent && TrySkipType(text, value, out valueStart))
        {
            value = SecretValues.Read(text, valueStart, name, style);
            isInnocent = IsInnocent(text, value, name, style);
        }
        (start, end) = (value.Start, value.End);
        return !isInnocent;
    }

    private static bool IsInnocent(ReadOnlySpan<char> text, SecretValue value, SecretName name, AssignmentStyle style) =>
        Innocence.IsInnocent(text[value.Start..value.End], name, value.IsBare, style);

    // password: str = "x" has its value behind the type.
    private static bool TrySkipType(ReadOnlySpan<char> text, SecretValue type, out int valueStart)
    {
        int sign = Assignments.SkipBlanks(text, type.End);
        valueStart = text.Length;
        bool isType = type.IsBare && type.End > type.Start && sign > type.End && sign + 1 < text.Length;
        if (isType && text[sign] == '=' && text[sign + 1] != '=')
            valueStart = Assignments.SkipBlanks(text, sign + 1);
        return valueStart < text.Length;
    }
}
