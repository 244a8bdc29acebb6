using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Plenum.Rtc.Sdp;

/// <summary>Reads the lines of one description and hands each to the section it belongs to.</summary>
internal sealed class SdpParser
{
    private readonly SessionSectionParser _session = new();
    private readonly List<MediaSectionParser> _media = [];
    private readonly HashSet<string> _mids = new(StringComparer.Ordinal);
    private SessionOrigin _origin;

    public bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out SessionDescription? description, out SdpProblem problem)
    {
        description = null;
        if (text.Length > SdpLimits.MaxLength)
        {
            problem = new SdpProblem(SdpError.TooLong, 0);
            return false;
        }

        var reader = new SdpLineReader(text);
        var error = ReadHeader(ref reader);
        while (error == SdpError.None && reader.TryRead(out error))
            error = ReadLine(reader.Type, reader.Value, reader.Line);
        if (error == SdpError.None)
            error = FinishSection();

        problem = new SdpProblem(error, error == SdpError.None ? 0 : reader.Line);
        if (error != SdpError.None)
            return false;
        description = Build();
        return true;
    }

    private SdpError ReadHeader(ref SdpLineReader reader)
    {
        if (!reader.TryRead(out var error) || reader.Type != 'v' || reader.Value is not "0")
            return error != SdpError.None ? error : SdpError.UnsupportedVersion;
        if (!reader.TryRead(out error) || reader.Type != 'o')
            return error != SdpError.None ? error : SdpError.MalformedOrigin;
        return SessionSectionParser.TryParseOrigin(reader.Value, out _origin)
            ? SdpError.None
            : SdpError.MalformedOrigin;
    }

    private SdpError ReadLine(char type, ReadOnlySpan<char> value, int line) => type switch
    {
        'm' => BeginSection(value, line),
        'a' => ReadAttribute(value),
        'v' or 'o' => SdpError.DuplicateLine,
        _ => SdpError.None,
    };

    private SdpError BeginSection(ReadOnlySpan<char> value, int line)
    {
        var error = FinishSection();
        if (error != SdpError.None)
            return error;
        if (_media.Count == SdpLimits.MaxMediaSections)
            return SdpError.TooManyMediaSections;
        var section = new MediaSectionParser(line);
        _media.Add(section);
        return section.ReadMediaLine(value);
    }

    private SdpError FinishSection()
    {
        if (_media.Count == 0)
            return SdpError.None;
        var mid = _media[^1].Mid;
        return mid.Length == 0 || _mids.Add(mid) ? SdpError.None : SdpError.DuplicateMid;
    }

    private SdpError ReadAttribute(ReadOnlySpan<char> attribute)
    {
        var colon = attribute.IndexOf(':');
        var name = colon < 0 ? attribute : attribute[..colon];
        var value = colon < 0 ? [] : attribute[(colon + 1)..].Trim(' ');
        return _media.Count == 0 ? _session.Read(name, value) : _media[^1].Read(name, value);
    }

    private SessionDescription Build() => new()
    {
        Origin = _origin,
        BundleGroups = [.. _session.BundleGroups],
        IsIceLite = _session.IsIceLite,
        Transport = _session.Transport.Build(),
        Media = [.. _media.Select(section => section.Build(_session))],
    };
}
