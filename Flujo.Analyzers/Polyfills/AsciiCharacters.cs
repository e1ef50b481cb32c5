namespace Flujo.Privacy;

/// <summary>Members of <see cref="char"/> that the runtime's code uses and .NET Standard 2.0 does not have.</summary>
internal static class AsciiCharacters
{
    extension(char)
    {
        public static bool IsAsciiDigit(char c) => c is >= '0' and <= '9';

        public static bool IsAsciiLetterUpper(char c) => c is >= 'A' and <= 'Z';

        public static bool IsAsciiLetter(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');
    }
}
