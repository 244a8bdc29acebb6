namespace Plenum.Rtc.Sdp;

/// <summary>Collects the payload types of one section. Lines about payload types the m-line lacks are passed over.</summary>
internal sealed class CodecParser
{
    private const int PayloadTypes = 128;
    private const uint HighestClockRate = 10_000_000;
    private const uint MostChannels = 255;

    private readonly CodecDescription?[] _maps = new CodecDescription?[PayloadTypes];
    private readonly string?[] _parameters = new string?[PayloadTypes];
    private readonly RtcpFeedbackKinds[] _feedback = new RtcpFeedbackKinds[PayloadTypes];
    private RtcpFeedbackKinds _feedbackOfAll;

    public SdpError ReadMap(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        if (!fields.TryNextNumber(PayloadTypes - 1, out var payloadType) || !TryParseCodec((byte)payloadType, fields.Next(), out var codec))
            return SdpError.MalformedAttribute;
        if (_maps[payloadType] is { } earlier && earlier != codec)
            return SdpError.ContradictoryAttribute;
        _maps[payloadType] = codec;
        return SdpError.None;
    }

    public SdpError ReadParameters(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        if (!fields.TryNextNumber(PayloadTypes - 1, out var payloadType) || fields.IsEmpty)
            return SdpError.MalformedAttribute;
        if (_parameters[payloadType] is { } earlier && !fields.Rest.SequenceEqual(earlier))
            return SdpError.ContradictoryAttribute;
        _parameters[payloadType] ??= fields.Rest.ToString();
        return SdpError.None;
    }

    public SdpError ReadFeedback(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        if (fields.Rest.StartsWith('*'))
        {
            fields.Next();
            _feedbackOfAll |= RtcpFeedbackNames.KindOf(fields.Rest);
            return SdpError.None;
        }

        if (!fields.TryNextNumber(PayloadTypes - 1, out var payloadType))
            return SdpError.MalformedAttribute;
        _feedback[payloadType] |= RtcpFeedbackNames.KindOf(fields.Rest);
        return SdpError.None;
    }

    /// <summary>The codec of a payload type; null for a dynamic one that nothing names.</summary>
    public CodecDescription? Build(byte payloadType)
    {
        var codec = _maps[payloadType] ?? CodecDescription.Static(payloadType);
        return codec is null ? null : codec with
        {
            Parameters = new FormatParameters(_parameters[payloadType] ?? string.Empty),
            Feedback = _feedback[payloadType] | _feedbackOfAll,
        };
    }

    private static bool TryParseCodec(byte payloadType, ReadOnlySpan<char> text, out CodecDescription? codec)
    {
        codec = null;
        var rate = text.IndexOf('/');
        if (rate < 0 || !SdpSyntax.IsToken(text[..rate]))
            return false;
        var name = text[..rate].ToString();
        text = text[(rate + 1)..];
        var channels = 1u;
        var slash = text.IndexOf('/');
        if (slash >= 0 && !FieldReader.TryParse(text[(slash + 1)..], MostChannels, out channels))
            return false;
        if (!FieldReader.TryParse(slash < 0 ? text : text[..slash], HighestClockRate, out var clockRate) || clockRate == 0)
            return false;
        codec = new CodecDescription(payloadType, name, (int)clockRate, Math.Max((int)channels, 1));
        return true;
    }
}
