using System.Buffers.Binary;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Peers;

/// <summary>
/// The road of a media packet from the caller's buffer to protected bytes in it: stamped, remembered, counted,
/// encrypted. No allocation, no sink: the caller sends what it protected.
/// </summary>
internal sealed class PeerSender(PeerOptions options, IIceAgent ice, DropCounters drops)
{
    private const int MaxPacketLength = 1500;
    private const int MaxTrailer = 32;

    private readonly List<OutboundStream> _streams = [];
    private readonly byte[] _scratch = new byte[MaxPacketLength + Rtx.Overhead + MaxTrailer];
    private byte _transportSequenceId;
    private byte _absoluteSendTimeId;

    /// <summary>What the path carries.</summary>
    public PeerBandwidth Bandwidth { get; } = new(options.Congestion);

    /// <summary>A list, not an interface: enumerating it allocates nothing.</summary>
    public List<OutboundStream> Streams => _streams;

    public OutboundSrtp? Srtp { get; set; }

    public void SetExtensions(RtpExtensionMap map)
    {
        _transportSequenceId = Math.Max(
            map.IdOf(RtpExtensionKind.TransportSequence), map.IdOf(RtpExtensionKind.TransportSequenceV2));
        _absoluteSendTimeId = map.IdOf(RtpExtensionKind.AbsoluteSendTime);
    }

    public OutboundStream Add(OutboundStreamOptions stream)
    {
        Span<byte> first = stackalloc byte[sizeof(ushort)];
        options.Entropy.Fill(first);
        var added = new OutboundStream(stream, BinaryPrimitives.ReadUInt16BigEndian(first));
        _streams.Add(added);
        return added;
    }

    public void Remove(OutboundStream stream) => _streams.Remove(stream);

    public OutboundStream? Find(Ssrc ssrc)
    {
        foreach (var stream in _streams)
        {
            if (stream.Ssrc == ssrc)
                return stream;
        }

        return null;
    }

    /// <summary>A packet will be sent soon; see <see cref="Peer.PrefetchSending"/>.</summary>
    public void Prefetch(int level)
    {
        if (level == 1)
        {
            Rtc.Prefetch.Object(Srtp);
            Rtc.Prefetch.Object(Bandwidth, 2);
            return;
        }

        Srtp?.Prefetch(level - 2);
        Bandwidth.Prefetch(level - 2);
    }

    /// <summary>Protects a packet whose header stands in the destination; see <see cref="Peer.TryProtectRtp(OutboundStream, Span{byte}, int, ReadOnlySpan{byte}, Timestamp, out int)"/>.</summary>
    public bool TryProtect(
        OutboundStream stream,
        Span<byte> destination,
        int headerLength,
        ReadOnlySpan<byte> payload,
        Timestamp now,
        out int length)
    {
        length = 0;
        var header = destination[..headerLength];
        if (Srtp is null || !RtpHeader.TryParse(header, out var parsed))
            return false;
        stream.History?.Add(parsed.SequenceNumber, header, payload);
        // What is sent under another source than the stream's own must count with that source's numbers.
        var source = stream.Ssrc == parsed.Ssrc ? stream.Numbers ??= Srtp.SourceOf(parsed.Ssrc.Value) : Srtp.SourceOf(parsed.Ssrc.Value);
        if (!TrySeal(source, destination, parsed, payload, now, out length))
            return false;
        stream.NoteSent(parsed.PayloadType, payload.Length, parsed.Timestamp, now);
        return true;
    }

    /// <summary>Protects the retransmission of a packet that was sent before (RFC 4588).</summary>
    public bool TryProtectRetransmission(
        OutboundStream stream, Span<byte> buffer, int packetLength, Timestamp now, out int length)
    {
        length = 0;
        if (Srtp is null || !RtpHeader.TryParse(buffer[..packetLength], out var original))
            return false;
        if (!Bandwidth.TryTakeRetransmission(packetLength, now))
        {
            drops.Count(DropReason.RetransmissionOverBudget);
            return false;
        }

        if (!stream.TryBeginRetransmission(original.PayloadType, out var payloadType, out var sequenceNumber)
            || !Rtx.TryWrap(buffer, packetLength, sequenceNumber, stream.Options.RetransmissionSsrc!.Value, payloadType)
            || !RtpHeader.TryParse(buffer, out var header))
        {
            return false;
        }

        var payload = buffer[header.Length..(packetLength + Rtx.Overhead)];
        return TrySeal(Srtp.SourceOf(header.Ssrc.Value), buffer, header, payload, now, out length);
    }

    /// <summary>Sends a packet at once, by way of the sink: what a client does, which has one receiver.</summary>
    public bool TrySend(OutboundStream stream, ReadOnlySpan<byte> packet, Timestamp now)
    {
        if (packet.Length > MaxPacketLength || !RtpHeader.TryParse(packet, out var header))
            return false;
        packet.CopyTo(_scratch);
        var payload = _scratch.AsSpan(header.Length, packet.Length - header.Length);
        if (!TryProtect(stream, _scratch, header.Length, payload, now, out var length))
            return false;
        ice.Send(_scratch.AsSpan(0, length));
        return true;
    }

    /// <summary>Answers a NACK from the stream's own history.</summary>
    public void Retransmit(OutboundStream stream, ushort sequenceNumber, TimeSpan rest, Timestamp now)
    {
        if (!stream.History!.TryTake(sequenceNumber, rest, now, out var packet))
            return;
        packet.CopyTo(_scratch);
        if (TryProtectRetransmission(stream, _scratch, packet.Length, now, out var length))
            ice.Send(_scratch.AsSpan(0, length));
    }

    /// <summary>Sends what a probe needs beyond media: retransmissions of nothing, which every receiver discards.</summary>
    public void SendPadding(Timestamp now)
    {
        while (Bandwidth.WantsPadding(now))
        {
            if (!TrySendPadding(now, out _))
                Bandwidth.EndProbe();
        }
    }

    /// <summary>Sends about so many bytes of padding, as far as a stream has something to pad with.</summary>
    public void SendPadding(int bytes, Timestamp now)
    {
        while (bytes > 0 && Srtp is not null && TrySendPadding(now, out var length))
            bytes -= length + PathOverhead.PerDatagram;
    }

    private bool TrySendPadding(Timestamp now, out int length)
    {
        length = 0;
        foreach (var stream in _streams)
        {
            if (!TryWritePadding(stream, out var packetLength)
                || !RtpHeader.TryParse(_scratch, out var header)
                || !TrySeal(Srtp!.SourceOf(header.Ssrc.Value), _scratch, header, _scratch.AsSpan(header.Length..packetLength), now, out length))
            {
                continue;
            }

            ice.Send(_scratch.AsSpan(0, length));
            return true;
        }

        return false;
    }

    private bool TryWritePadding(OutboundStream stream, out int length)
    {
        length = 0;
        // A receiver that estimates itself needs to know when a packet left.
        var isNumbered = _transportSequenceId != 0;
        var extension = isNumbered ? _transportSequenceId : _absoluteSendTimeId;
        var size = isNumbered ? sizeof(ushort) : AbsoluteSendTime.Length;
        if (extension == 0 || !stream.TryBeginPadding(out var payloadType, out var sequenceNumber)
            || !RtpPacketWriter.TryBegin(
                _scratch, RtpPacketWriter.FormFor(extension, size), out var writer))
        {
            return false;
        }

        writer.SetHeader(
            payloadType, false, sequenceNumber, stream.LastTimestamp, stream.Options.RetransmissionSsrc!.Value);
        var isWritten = writer.TryReserveExtension(extension, size, out _)
            && writer.TryPad(RtpPadding.Maximum);
        length = writer.Length;
        return isWritten;
    }

    private bool TrySeal(
        ReplayWindow? source,
        Span<byte> destination,
        in RtpHeader header,
        ReadOnlySpan<byte> payload,
        Timestamp now,
        out int length)
    {
        length = 0;
        if (source is null)
            return false;
        var isNumbered = TryStamp(destination[..header.Length], header, now);
        if (!Srtp!.TryProtectRtp(source, destination, header.Length, payload, out length))
            return false;
        if (isNumbered)
            Bandwidth.OnSent(length, now);
        return true;
    }

    /// <summary>Fills in what only the moment of sending knows, where the packet has room reserved for it.</summary>
    /// <returns>Whether the packet has a transport-wide sequence number.</returns>
    private bool TryStamp(Span<byte> packet, in RtpHeader header, Timestamp now)
    {
        if (header.ExtensionLength == 0 || (_transportSequenceId | _absoluteSendTimeId) == 0)
            return false;
        var isNumbered = false;
        var elements = packet.Slice(header.ExtensionOffset, header.ExtensionLength);
        foreach (var extension in new RtpExtensionEnumerator(elements, header.ExtensionProfile))
        {
            var data = elements.Slice(extension.Offset, extension.Data.Length);
            if (extension.Id == _transportSequenceId && data.Length >= sizeof(ushort))
            {
                BinaryPrimitives.WriteUInt16BigEndian(data, Bandwidth.NextSequence);
                isNumbered = true;
            }
            else if (extension.Id == _absoluteSendTimeId && data.Length == AbsoluteSendTime.Length)
            {
                AbsoluteSendTime.At(now).Write(data);
            }
        }

        return isNumbered;
    }
}
