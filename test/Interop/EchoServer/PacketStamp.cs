using System.Text;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Interop.EchoServer;

/// <summary>Writes media packets with the header extensions that a section agreed on.</summary>
internal sealed class PacketStamp(NegotiatedMedia media, RtpExtensionMap extensions)
{
    private readonly byte[] _mid = Encoding.ASCII.GetBytes(media.Mid);
    private readonly byte _midId = IdOf(media, extensions, RtpExtensionKind.Mid);
    private readonly byte _sequenceId = IdOf(media, extensions, RtpExtensionKind.TransportSequence);
    private readonly byte _timeId = IdOf(media, extensions, RtpExtensionKind.AbsoluteSendTime);

    /// <summary>The length of the packet; 0 when it does not fit.</summary>
    public int Write(
        Span<byte> packet, in RtpHeader header, ushort sequence, uint timestamp, Ssrc ssrc, ReadOnlySpan<byte> payload)
    {
        var form = _mid.Length <= 16 && Math.Max(_midId, Math.Max(_sequenceId, _timeId)) <= 14
            ? RtpExtensionForm.OneByte
            : RtpExtensionForm.TwoByte;
        if (!RtpPacketWriter.TryBegin(packet, form, out var writer))
            return 0;
        writer.SetHeader(header.PayloadType, header.Marker, sequence, timestamp, ssrc);
        if (_midId != 0)
            writer.TryAddExtension(_midId, _mid);
        if (_sequenceId != 0)
            writer.TryReserveExtension(_sequenceId, sizeof(ushort), out _);
        if (_timeId != 0)
            writer.TryReserveExtension(_timeId, 3, out _);
        return writer.TryWritePayload(payload) ? writer.Length : 0;
    }

    private static byte IdOf(NegotiatedMedia media, RtpExtensionMap extensions, RtpExtensionKind kind)
    {
        var id = extensions.IdOf(kind);
        return media.Extensions.Any(extension =>
            extension.Kind == kind && extension.Id == id && extension.Direction.CanSend()) ? id : (byte)0;
    }
}
