using System.Globalization;

namespace Plenum.Rtc.Ice;

/// <summary>The fields of a candidate line, separated by spaces.</summary>
internal ref struct CandidateFields(ReadOnlySpan<char> line)
{
    private ReadOnlySpan<char> _rest = line;

    public bool TryNext(out ReadOnlySpan<char> field)
    {
        _rest = _rest.TrimStart(' ');
        var end = _rest.IndexOf(' ');
        field = end < 0 ? _rest : _rest[..end];
        _rest = _rest[field.Length..];
        return field.Length > 0;
    }

    public bool TryNextNumber(long maximum, out long number)
    {
        number = 0;
        return TryNext(out var field)
            && long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number <= maximum;
    }
}
