using System.Collections.Immutable;
using System.Globalization;

namespace Plenum.Rtc.Sdp;

/// <summary>Collects what follows one m-line.</summary>
internal sealed class MediaSectionParser(int line)
{
    private const int MaxFormats = 128;
    private const string DataFormat = "webrtc-datachannel";

    private readonly TransportParser _transport = new();
    private readonly CodecParser _codecs = new();
    private readonly SourceParser _sources = new();
    private readonly SimulcastParser _simulcast = new();
    private readonly List<ExtensionDescription> _extensions = [];
    private readonly List<MediaStreamId> _streamIds = [];
    private string _mid = string.Empty;
    private string _media = string.Empty;
    private string _protocol = string.Empty;
    private ImmutableArray<string> _formats = [];
    private ImmutableArray<byte> _payloadTypes = [];
    private MediaKind _kind;
    private MediaDirection? _direction;
    private int _port;
    private int _sctpPort;
    private long? _maxMessageSize;
    private bool _usesSctpMap;
    private bool _isBundleOnly;
    private bool _hasRtcpMux;
    private bool _hasReducedSizeRtcp;
    private bool _allowsMixedExtensions;

    public string Mid => _mid;

    /// <summary>"MEDIA PORT[/COUNT] PROTOCOL FORMAT..." (RFC 8866, section 5.14).</summary>
    public SdpError ReadMediaLine(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        var media = fields.Next();
        var port = fields.Next();
        var protocol = fields.Next();
        var slash = port.IndexOf('/');
        if (!SdpSyntax.IsToken(media) || !SdpSyntax.IsVisible(protocol))
            return SdpError.MalformedMediaLine;
        if (!FieldReader.TryParse(slash < 0 ? port : port[..slash], ushort.MaxValue, out var number))
            return SdpError.MalformedMediaLine;

        _media = media.ToString();
        _port = (int)number;
        _protocol = protocol.ToString();
        _kind = KindOf(media, protocol);
        return ReadFormats(fields.Rest);
    }

    public SdpError Read(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => name switch
    {
        "mid" => TransportParser.SetOnce(ref _mid, value, SdpSyntax.IsToken(value)),
        "rtpmap" => _codecs.ReadMap(value),
        "fmtp" => _codecs.ReadParameters(value),
        "rtcp-fb" => _codecs.ReadFeedback(value),
        "extmap" => ExtensionParser.Read(value, _extensions),
        "ssrc" => _sources.Read(value),
        "ssrc-group" => _sources.ReadGroup(value),
        "msid" => ReadStreamId(value),
        "rid" => _simulcast.ReadRid(value),
        "simulcast" => _simulcast.ReadSimulcast(value),
        "sctp-port" => ReadSctpPort(value),
        "sctpmap" => ReadSctpMap(value),
        "max-message-size" => ReadMaxMessageSize(value),
        "rtcp-mux" or "rtcp-mux-only" => Set(ref _hasRtcpMux),
        "rtcp-rsize" => Set(ref _hasReducedSizeRtcp),
        "bundle-only" => Set(ref _isBundleOnly),
        "extmap-allow-mixed" => Set(ref _allowsMixedExtensions),
        _ when MediaDirections.TryParse(name, out var direction) => SetDirection(direction),
        _ => _transport.Read(name, value),
    };

    public MediaDescription Build(SessionSectionParser session) => new()
    {
        Kind = _kind,
        Media = _media,
        Port = _port,
        Protocol = _protocol,
        Formats = _formats,
        Mid = _mid,
        Direction = _direction ?? session.Direction ?? MediaDirection.SendReceive,
        IsBundleOnly = _isBundleOnly,
        HasRtcpMux = _hasRtcpMux,
        HasReducedSizeRtcp = _hasReducedSizeRtcp,
        AllowsMixedExtensions = _allowsMixedExtensions || session.AllowsMixedExtensions,
        Transport = _transport.Build(),
        Codecs = [.. _payloadTypes.Select(_codecs.Build).OfType<CodecDescription>()],
        Extensions = [.. _extensions, .. session.Extensions],
        Rids = _simulcast.Rids,
        Simulcast = _simulcast.Simulcast,
        Sources = _sources.Sources,
        SourceGroups = _sources.Groups,
        StreamIds = [.. _streamIds],
        SctpPort = _sctpPort,
        UsesSctpMap = _usesSctpMap,
        MaxMessageSize = _maxMessageSize,
        Line = line,
    };

    private static MediaKind KindOf(ReadOnlySpan<char> media, ReadOnlySpan<char> protocol) => media switch
    {
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        "application" when protocol.EndsWith("DTLS/SCTP", StringComparison.Ordinal) => MediaKind.Data,
        _ => MediaKind.Other,
    };

    private static SdpError Set(ref bool flag)
    {
        flag = true;
        return SdpError.None;
    }

    private SdpError ReadFormats(ReadOnlySpan<char> list)
    {
        var formats = ImmutableArray.CreateBuilder<string>();
        var fields = new FieldReader(list);
        while (!fields.IsEmpty)
        {
            var format = fields.Next();
            if (formats.Count == MaxFormats || !SdpSyntax.IsToken(format))
                return SdpError.MalformedMediaLine;
            formats.Add(format.ToString());
        }

        _formats = formats.DrainToImmutable();
        return _kind is MediaKind.Audio or MediaKind.Video ? ReadPayloadTypes() : ReadDataFormat();
    }

    private SdpError ReadPayloadTypes()
    {
        var payloadTypes = ImmutableArray.CreateBuilder<byte>();
        var seen = default(UInt128);
        foreach (var format in _formats)
        {
            if (!FieldReader.TryParse(format, 127, out var payloadType))
                return SdpError.MalformedMediaLine;
            if ((seen >> (int)payloadType & 1) != 0)
                return SdpError.DuplicatePayloadType;
            seen |= (UInt128)1 << (int)payloadType;
            payloadTypes.Add((byte)payloadType);
        }

        _payloadTypes = payloadTypes.DrainToImmutable();
        return SdpError.None;
    }

    private SdpError ReadDataFormat()
    {
        // Before RFC 8841 the m-line carried the SCTP port: "DTLS/SCTP 5000".
        _usesSctpMap = _kind == MediaKind.Data && _formats is [not DataFormat];
        if (!_usesSctpMap)
            return SdpError.None;
        if (!FieldReader.TryParse(_formats[0], ushort.MaxValue, out var port))
            return SdpError.MalformedMediaLine;
        _sctpPort = (int)port;
        return SdpError.None;
    }

    private SdpError SetDirection(MediaDirection direction)
    {
        if (_direction is { } earlier && earlier != direction)
            return SdpError.ContradictoryAttribute;
        _direction = direction;
        return SdpError.None;
    }

    private SdpError ReadStreamId(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        var stream = fields.Next();
        var track = fields.Next();
        if (!SdpSyntax.IsVisible(stream) || (!track.IsEmpty && !SdpSyntax.IsVisible(track)))
            return SdpError.MalformedAttribute;
        if (_streamIds.Count == SdpLimits.MaxRepeats)
            return SdpError.TooManyAttributes;
        _streamIds.Add(new MediaStreamId(stream.ToString(), track.ToString()));
        return SdpError.None;
    }

    private SdpError ReadSctpPort(ReadOnlySpan<char> value)
    {
        if (!FieldReader.TryParse(value, ushort.MaxValue, out var port))
            return SdpError.MalformedAttribute;
        if (_sctpPort != 0 && _sctpPort != port)
            return SdpError.ContradictoryAttribute;
        _sctpPort = (int)port;
        return SdpError.None;
    }

    private static SdpError ReadSctpMap(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        return fields.TryNextNumber(ushort.MaxValue, out _) && fields.Next() is DataFormat
            ? SdpError.None
            : SdpError.MalformedAttribute;
    }

    private SdpError ReadMaxMessageSize(ReadOnlySpan<char> value)
    {
        if (value.Length is 0 or > 18 || value.ContainsAnyExceptInRange('0', '9'))
            return SdpError.MalformedAttribute;
        var size = long.Parse(value, CultureInfo.InvariantCulture);
        if (_maxMessageSize is { } earlier && earlier != size)
            return SdpError.ContradictoryAttribute;
        _maxMessageSize = size;
        return SdpError.None;
    }
}
