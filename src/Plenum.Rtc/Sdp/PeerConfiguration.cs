using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sctp;

namespace Plenum.Rtc.Sdp;

/// <summary>What is agreed, in the words of <see cref="Peer"/>.</summary>
public static class PeerConfiguration
{
    /// <summary>What <see cref="Peer.SetRemote"/> takes.</summary>
    public static RemoteTransport ToRemoteTransport(this NegotiatedSession session) =>
        new(session.RemoteCredentials, session.RemoteFingerprints, session.DtlsRole);

    /// <summary>
    /// What <see cref="Peer.SetExtensions"/> takes: the header extensions of all sections. Where two sections give one
    /// id two meanings, which RFC 8843 forbids, the first one counts.
    /// </summary>
    public static RtpExtensionMap CreateExtensionMap(this NegotiatedSession session)
    {
        var map = new RtpExtensionMap { AllowsMixedForms = session.Media.Any(media => media.AllowsMixedExtensions) };
        foreach (var extension in session.Media.SelectMany(media => media.Extensions))
        {
            if (map.KindOf(extension.Id) == RtpExtensionKind.None && !map.Has(extension.Kind))
                map.TryAdd(extension.Id, extension.Kind);
        }

        return map;
    }

    /// <summary>What <see cref="Peer.SetReceiveSections"/> takes: the sections in which the other side may send.</summary>
    public static IEnumerable<ReceiveSection> ToReceiveSections(this NegotiatedSession session) =>
        from media in session.Media
        where !media.IsRejected && media.Direction.CanReceive() && !media.Codecs.IsEmpty
        select new ReceiveSection(media.Mid, [.. media.Codecs.SelectMany(ToFormats)])
        {
            Sources = [.. media.RemoteSources.Select(source => new AnnouncedSource(source.Ssrc, source.RetransmissionSsrc))],
        };

    /// <summary>What <see cref="Peer.AddStream"/> takes, for a section in which we send.</summary>
    /// <param name="media">The section; it has a local source and a codec.</param>
    /// <param name="history">How many packets the peer itself keeps (<see cref="OutboundStreamOptions.History"/>).</param>
    public static OutboundStreamOptions ToStreamOptions(this NegotiatedMedia media, int history)
    {
        var source = media.LocalSource!;
        return new OutboundStreamOptions(source.Ssrc, media.Codecs[0].Format.ClockRate)
        {
            RetransmissionSsrc = source.RetransmissionSsrc,
            Formats = [.. media.Codecs.SelectMany(ToFormats)],
            History = history,
        };
    }

    /// <summary>What <see cref="Peer.EnableData"/> takes, for the data section.</summary>
    /// <param name="data">The section.</param>
    /// <param name="policy">The policy it was negotiated with.</param>
    public static SctpOptions ToSctpOptions(this NegotiatedMedia data, NegotiationPolicy policy) => new()
    {
        LocalPort = data.LocalSctpPort,
        RemotePort = data.RemoteSctpPort,
        MaxMessageLength = policy.MaxMessageSize,
        RemoteMaxMessageLength = data.RemoteMaxMessageSize,
    };

    private static IEnumerable<RtpFormat> ToFormats(NegotiatedCodec codec)
    {
        yield return new RtpFormat(codec.PayloadType, codec.Format.ClockRate)
        {
            UsesNack = (codec.Feedback & RtcpFeedbackKinds.Nack) != 0,
            UsesPictureLossIndication = (codec.Feedback & RtcpFeedbackKinds.PictureLossIndication) != 0,
        };
        if (codec.RetransmissionPayloadType is { } retransmission)
            yield return new RtpFormat(retransmission, codec.Format.ClockRate) { RetransmissionOf = codec.PayloadType };
    }
}
