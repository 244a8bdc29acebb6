using System.Globalization;

namespace Plenum.Rtc.Sdp;

/// <summary>Reads a value field by field, fields separated by spaces.</summary>
internal ref struct FieldReader(ReadOnlySpan<char> text)
{
    /// <summary>What has not been read.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = text.Trim(' ');

    public readonly bool IsEmpty => Rest.IsEmpty;

    /// <summary>The next field; empty at the end.</summary>
    public ReadOnlySpan<char> Next()
    {
        var end = Rest.IndexOf(' ');
        var field = end < 0 ? Rest : Rest[..end];
        Rest = end < 0 ? [] : Rest[(end + 1)..].TrimStart(' ');
        return field;
    }

    /// <summary>The next field as a number without sign, at most <paramref name="max"/>.</summary>
    public bool TryNextNumber(uint max, out uint number) => TryParse(Next(), max, out number);

    public static bool TryParse(ReadOnlySpan<char> digits, uint max, out uint number) =>
        uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max;
}
