using System.Collections.Immutable;
using System.Globalization;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Sdp;

/// <summary>
/// The payload types and extension ids of an offer: the same in all sections, and those that are agreed already keep
/// their numbers (RFC 3264, section 8.3.2).
/// </summary>
internal sealed class OfferedFormats
{
    private const byte FirstDynamic = 96;

    private static readonly RtpExtensionKind[] VideoOnly =
    [
        RtpExtensionKind.Rid, RtpExtensionKind.RepairedRid, RtpExtensionKind.VideoOrientation,
        RtpExtensionKind.PlayoutDelay, RtpExtensionKind.DependencyDescriptor,
    ];

    private readonly Dictionary<MediaKind, ImmutableArray<CodecDescription>> _codecs = [];
    private readonly Dictionary<RtpExtensionKind, byte> _extensionIds = [];
    private readonly HashSet<byte> _takenPayloadTypes = [];
    private readonly NegotiationPolicy _policy;
    private readonly NegotiatedSession? _current;

    public OfferedFormats(NegotiationPolicy policy, NegotiatedSession? current)
    {
        _policy = policy;
        _current = current;
        foreach (var codec in AgreedCodecs())
        {
            _takenPayloadTypes.Add(codec.PayloadType);
            _takenPayloadTypes.Add(codec.RetransmissionPayloadType ?? codec.PayloadType);
        }

        _codecs[MediaKind.Audio] = DescribeCodecs(policy.Audio, MediaKind.Audio);
        _codecs[MediaKind.Video] = DescribeCodecs(policy.Video, MediaKind.Video);
        NumberExtensions();
    }

    public ImmutableArray<CodecDescription> CodecsOf(MediaKind kind) => _codecs[kind];

    public ImmutableArray<ExtensionDescription> ExtensionsOf(MediaKind kind) =>
    [
        .. _policy.Extensions
            .Where(extension => kind == MediaKind.Audio
                ? !VideoOnly.Contains(extension)
                : extension != RtpExtensionKind.AudioLevel)
            .Select(extension => new ExtensionDescription(_extensionIds[extension], RtpExtensionUris.UriOf(extension))),
    ];

    private IEnumerable<NegotiatedCodec> AgreedCodecs() => _current?.Media.SelectMany(media => media.Codecs) ?? [];

    private ImmutableArray<CodecDescription> DescribeCodecs(ImmutableArray<CodecPreference> preferences, MediaKind kind)
    {
        var codecs = ImmutableArray.CreateBuilder<CodecDescription>();

        // Redundant audio names the payload type inside it, so Opus is numbered first wherever it stands.
        var numbers = preferences.OrderBy(preference => preference.Kind == CodecKind.Red)
            .ToDictionary(preference => preference, PayloadTypeOf);
        var opus = preferences.FirstOrDefault(preference => preference.Kind == CodecKind.Opus);
        foreach (var preference in preferences)
        {
            codecs.Add(new CodecDescription(numbers[preference], preference.Name, preference.ClockRate, preference.Channels)
            {
                Parameters = ParametersOf(preference, opus is null ? (byte)0 : numbers[opus]),
                Feedback = FeedbackOf(kind),
            });
            if (kind == MediaKind.Video && _policy.UsesRetransmission)
                codecs.Add(DescribeRetransmission(preference, numbers[preference]));
        }

        return codecs.DrainToImmutable();
    }

    private CodecDescription DescribeRetransmission(CodecPreference preference, byte payloadType)
    {
        var agreed = AgreedCodecs().FirstOrDefault(codec => codec.PayloadType == payloadType)?.RetransmissionPayloadType;
        return new CodecDescription(agreed ?? Number(preference.PayloadType + 1), "rtx", preference.ClockRate)
        {
            Parameters = new FormatParameters(string.Create(CultureInfo.InvariantCulture, $"apt={payloadType}")),
        };
    }

    private byte PayloadTypeOf(CodecPreference preference)
    {
        var agreed = AgreedCodecs().FirstOrDefault(codec => preference.Rank(codec.Format) > 0);
        if (agreed is not null)
            return agreed.PayloadType;
        for (byte payloadType = 0; payloadType < FirstDynamic; payloadType++)
        {
            if (CodecDescription.Static(payloadType) is { } known && preference.Rank(known) > 0)
                return payloadType;
        }

        return Number(preference.PayloadType);
    }

    private byte Number(int? wanted)
    {
        if (wanted is { } free && _takenPayloadTypes.Add((byte)free))
            return (byte)free;
        var payloadType = FirstDynamic;
        while (!_takenPayloadTypes.Add(payloadType))
            payloadType++;
        return payloadType;
    }

    private FormatParameters ParametersOf(CodecPreference preference, byte opus) => preference.Kind switch
    {
        CodecKind.Opus => new FormatParameters("minptime=10;useinbandfec=1" + (_policy.UsesDtx ? ";usedtx=1" : "")),
        CodecKind.Red => new FormatParameters(string.Create(CultureInfo.InvariantCulture, $"{opus}/{opus}")),
        CodecKind.H264 => new FormatParameters("level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"),
        CodecKind.Vp9 => new FormatParameters("profile-id=0"),
        _ => FormatParameters.None,
    };

    // Pictures are asked for again and sound is not: RFC 8834 leaves it open, and a late sound is worth nothing.
    private RtcpFeedbackKinds FeedbackOf(MediaKind kind) =>
        kind == MediaKind.Video ? _policy.Feedback : _policy.Feedback & RtcpFeedbackKinds.TransportWide;

    private void NumberExtensions()
    {
        foreach (var agreed in _current?.Media.SelectMany(media => media.Extensions) ?? [])
            _extensionIds.TryAdd(agreed.Kind, agreed.Id);
        byte next = 1;
        foreach (var extension in _policy.Extensions)
        {
            if (_extensionIds.ContainsKey(extension))
                continue;
            while (next == 15 || _extensionIds.ContainsValue(next))
                next++;
            _extensionIds.Add(extension, next);
        }
    }
}
