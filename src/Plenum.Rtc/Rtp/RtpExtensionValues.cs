using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>
/// The header extensions of one packet, read in one walk by the session's map. An element that is absent or whose
/// length is wrong leaves its value null or empty. The spans look into the packet.
/// </summary>
public ref struct RtpExtensionValues
{
    /// <summary>The media section, US-ASCII; empty if absent.</summary>
    public ReadOnlySpan<byte> Mid { get; private set; }

    /// <summary>The simulcast encoding, US-ASCII; empty if absent.</summary>
    public ReadOnlySpan<byte> Rid { get; private set; }

    /// <summary>The simulcast encoding this retransmission repairs, US-ASCII; empty if absent.</summary>
    public ReadOnlySpan<byte> RepairedRid { get; private set; }

    /// <summary>When the packet left its sender.</summary>
    public AbsoluteSendTime? AbsoluteSendTime { get; private set; }

    /// <summary>The transport-wide sequence number, of either version.</summary>
    public ushort? TransportSequence { get; private set; }

    /// <summary>What the sender wants fed back at once (version 2 only).</summary>
    public FeedbackRequest? FeedbackRequest { get; private set; }

    /// <summary>The loudness of the audio.</summary>
    public AudioLevel? AudioLevel { get; private set; }

    /// <summary>The rotation of the picture.</summary>
    public VideoOrientation? VideoOrientation { get; private set; }

    /// <summary>The limits for the receiver's jitter buffer.</summary>
    public PlayoutDelay? PlayoutDelay { get; private set; }

    /// <summary>The dependency descriptor, for <see cref="DependencyDescriptorParser"/>; empty if absent.</summary>
    public ReadOnlySpan<byte> DependencyDescriptor { get; private set; }

    /// <summary>When the content was captured.</summary>
    public AbsoluteCaptureTime? AbsoluteCaptureTime { get; private set; }

    /// <summary>Reads all elements the map knows.</summary>
    public static RtpExtensionValues Read(scoped in RtpPacket packet, RtpExtensionMap map)
    {
        var values = default(RtpExtensionValues);
        foreach (var extension in packet.Extensions)
            values.Set(map.KindOf(extension.Id), extension.Data);
        return values;
    }

    private void Set(RtpExtensionKind kind, ReadOnlySpan<byte> data)
    {
        switch (kind)
        {
            case RtpExtensionKind.Mid:
                Mid = data;
                break;
            case RtpExtensionKind.Rid:
                Rid = data;
                break;
            case RtpExtensionKind.RepairedRid:
                RepairedRid = data;
                break;
            case RtpExtensionKind.DependencyDescriptor:
                DependencyDescriptor = data;
                break;
            case RtpExtensionKind.TransportSequence or RtpExtensionKind.TransportSequenceV2:
                SetTransportSequence(kind, data);
                break;
            default:
                SetScalar(kind, data);
                break;
        }
    }

    private void SetTransportSequence(RtpExtensionKind kind, ReadOnlySpan<byte> data)
    {
        if (data.Length < 2)
            return;
        TransportSequence = BinaryPrimitives.ReadUInt16BigEndian(data);
        if (kind == RtpExtensionKind.TransportSequenceV2 && Rtp.FeedbackRequest.TryParse(data, out var request))
            FeedbackRequest = request;
    }

    private void SetScalar(RtpExtensionKind kind, ReadOnlySpan<byte> data)
    {
        switch (kind)
        {
            case RtpExtensionKind.AbsoluteSendTime when Rtp.AbsoluteSendTime.TryParse(data, out var sendTime):
                AbsoluteSendTime = sendTime;
                break;
            case RtpExtensionKind.AudioLevel when Rtp.AudioLevel.TryParse(data, out var level):
                AudioLevel = level;
                break;
            case RtpExtensionKind.VideoOrientation when Rtp.VideoOrientation.TryParse(data, out var orientation):
                VideoOrientation = orientation;
                break;
            case RtpExtensionKind.PlayoutDelay when Rtp.PlayoutDelay.TryParse(data, out var delay):
                PlayoutDelay = delay;
                break;
            case RtpExtensionKind.AbsoluteCaptureTime when Rtp.AbsoluteCaptureTime.TryParse(data, out var capture):
                AbsoluteCaptureTime = capture;
                break;
        }
    }
}
