using System.Globalization;

namespace Plenum.Rtc.Sdp;

/// <summary>The format-specific parameters of a codec: "a=1;b=2", or another form that only the codec knows.</summary>
/// <param name="Text">The text as written.</param>
public readonly record struct FormatParameters(string Text)
{
    /// <summary>No parameters.</summary>
    public static readonly FormatParameters None = new(string.Empty);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Text);

    /// <summary>The value of a parameter, compared without case.</summary>
    public bool TryGet(string name, out ReadOnlySpan<char> value)
    {
        var rest = Text.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(';');
            var parameter = (end < 0 ? rest : rest[..end]).Trim();
            rest = end < 0 ? [] : rest[(end + 1)..];
            var equals = parameter.IndexOf('=');
            if (equals < 0 || !parameter[..equals].TrimEnd().Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = parameter[(equals + 1)..].TrimStart();
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The value of a parameter that is a number; the fallback when it is absent or no number.</summary>
    public int Number(string name, int fallback) =>
        TryGet(name, out var value) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : fallback;

    /// <inheritdoc />
    public override string ToString() => Text;
}
