namespace Plenum.Rooms;

/// <summary>The alphabet that every id shares: safe in URLs, file names and logs, and without the separators of compound ids.</summary>
internal static class IdSyntax
{
    public static bool IsValid(ReadOnlySpan<char> text, int maxLength)
    {
        if (text.IsEmpty || text.Length > maxLength)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && c != '-')
                return false;
        }

        return true;
    }

    public static string Require(string? text, int maxLength, string what) =>
        IsValid(text, maxLength) ? text! : throw new ArgumentException($"{what} '{text}': use 1 to {maxLength} of A-Z a-z 0-9 _ -.", nameof(text));
}
