using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Plenum.Rtc.Sdp;

/// <summary>Reads the lines of one ICE fragment.</summary>
internal sealed class IceFragmentParser
{
    // RFC 8840, section 9.2: attributes, and m-lines that only say which section they belong to.
    private readonly TransportParser _transport = new();
    private ImmutableArray<string> _bundle = [];
    private string _section = string.Empty;
    private string _mid = string.Empty;
    private bool _isIceLite;
    private int _sections;

    public bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out IceFragment? fragment, out SdpProblem problem)
    {
        fragment = null;
        if (text.Length > SdpLimits.MaxLength)
        {
            problem = new SdpProblem(SdpError.TooLong, 0);
            return false;
        }

        var reader = new SdpLineReader(text);
        var error = SdpError.None;
        while (error == SdpError.None && reader.TryRead(out error))
            error = ReadLine(reader.Type, reader.Value);
        var line = error == SdpError.None ? 0 : reader.Line;
        fragment = Build();
        if (error == SdpError.None)
            error = Check(fragment.Transport);
        problem = new SdpProblem(error, line);
        if (error != SdpError.None)
            fragment = null;
        return fragment is not null;
    }

    private static SdpError Check(TransportDescription transport)
    {
        var saysUser = transport.UserFragment.Length > 0;
        var saysPassword = transport.Password.Length > 0;
        if (saysUser != saysPassword || (!saysUser && transport.Candidates.IsEmpty && !transport.HasAllCandidates))
            return SdpError.MissingIceCredentials;
        return SdpError.None;
    }

    private SdpError ReadLine(char type, ReadOnlySpan<char> value) => type switch
    {
        'm' => BeginSection(value),
        'a' => ReadAttribute(value),
        _ => SdpError.MalformedLine,
    };

    private SdpError BeginSection(ReadOnlySpan<char> value)
    {
        var error = new MediaSectionParser(0).ReadMediaLine(value);
        if (error == SdpError.None && ++_sections > SdpLimits.MaxMediaSections)
            error = SdpError.TooManyMediaSections;
        if (_section.Length == 0)
            _section = value.ToString();
        return error;
    }

    private SdpError ReadAttribute(ReadOnlySpan<char> attribute)
    {
        var colon = attribute.IndexOf(':');
        var name = colon < 0 ? attribute : attribute[..colon];
        var value = colon < 0 ? [] : attribute[(colon + 1)..].Trim(' ');
        switch (name)
        {
            case "ice-lite":
                _isIceLite = true;
                return SdpError.None;
            case "group":
                return ReadGroup(value);
            case "mid":
                return _sections > 1 ? SdpError.None : TransportParser.SetOnce(ref _mid, value, SdpSyntax.IsToken(value));
            default:
                return _transport.Read(name, value);
        }
    }

    private SdpError ReadGroup(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        if (fields.Next() is "BUNDLE")
            _bundle = [.. fields.Rest.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return SdpError.None;
    }

    private IceFragment Build() => new()
    {
        Transport = _transport.Build(),
        IsIceLite = _isIceLite,
        Bundle = _bundle,
        Section = _section,
        Mid = _mid,
    };
}
