namespace Plenum.Rtc.Sdp;

/// <summary>Cuts a description into lines: a letter and a value. Blank lines are passed over.</summary>
internal ref struct SdpLineReader(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>The number of the line just read, from 1.</summary>
    public int Line { get; private set; }

    public char Type { get; private set; }

    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Reads on; false at the end and at an error.</summary>
    public bool TryRead(out SdpError error)
    {
        error = SdpError.None;
        while (!_rest.IsEmpty)
        {
            var line = NextLine();
            if (line.IsEmpty)
                continue;
            error = Check(line);
            if (error != SdpError.None)
                return false;
            Type = line[0];
            Value = line[2..].TrimEnd(' ');
            return true;
        }

        return false;
    }

    private static SdpError Check(ReadOnlySpan<char> line)
    {
        if (line.Length > SdpLimits.MaxLineLength)
            return SdpError.LineTooLong;
        if (line.Length < 2 || line[1] != '=' || !char.IsAsciiLetterLower(line[0]))
            return SdpError.MalformedLine;

        // A lone CR or NUL is somebody who wants two parsers to see two texts (RFC 8866, section 9: byte-string).
        return line.ContainsAny('\r', '\0') ? SdpError.MalformedLine : SdpError.None;
    }

    private ReadOnlySpan<char> NextLine()
    {
        Line++;
        var end = _rest.IndexOf('\n');
        var line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        return line.EndsWith('\r') ? line[..^1] : line;
    }
}
