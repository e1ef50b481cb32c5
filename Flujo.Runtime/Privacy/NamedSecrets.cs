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
        if (Innocence.IsInnocent(text[value.Start..value.End], name, value.IsBare, style))
        {
            // password: str = "x" has the value behind the type.
            int sign = Assignments.SkipBlanks(text, value.End);
            if (!value.IsBare || value.End == value.Start || sign == value.End || sign + 2 >= text.Length || text[sign] != '=' || text[sign + 1] == '=')
                return false;
            valueStart = Assignments.SkipBlanks(text, sign + 1);
            if (valueStart == text.Length)
                return false;
            value = SecretValues.Read(text, valueStart, name, style);
            if (Innocence.IsInnocent(text[value.Start..value.End], name, value.IsBare, style))
                return false;
        }
        (start, end) = (value.Start, value.End);
        return true;
    }
}
