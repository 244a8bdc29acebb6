using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>How an association opens (RFC 9260, section 5.1) and ends in order (section 9.2).</summary>
internal sealed partial class SctpAssociation
{
    private DropReason ReceiveInit(Chunk chunk)
    {
        if (!InitChunk.TryParse(chunk.Value, out var init, out _))
            return DropReason.SctpMalformed;

        // The other side cannot restart without a new DTLS connection, so an INIT in an open association is an old one.
        if (State is not (SctpState.New or SctpState.CookieWait or SctpState.CookieEchoed))
            return DropReason.SctpUnexpected;
        Begin(init.Tag);
        _ours.Write(_packet, ChunkType.InitAck, StateCookie.Create(init, _ours.Tag));
        _sink.SendPacket(_packet.Finish());
        return DropReason.None;
    }

    private DropReason ReceiveInitAck(Chunk chunk, Timestamp now)
    {
        if (State != SctpState.CookieWait)
            return DropReason.SctpUnexpected;
        var mostCookie = _options.MaxPacketLength - SctpHeader.Length - Chunk.HeaderLength;
        if (!InitChunk.TryParse(chunk.Value, out var init, out var cookie) || cookie.IsEmpty || cookie.Length > mostCookie)
            return DropReason.SctpMalformed;
        _theirs = init;
        _cookie = cookie.ToArray();
        State = SctpState.CookieEchoed;
        _handshake.Begin(now);
        SendCookieEcho();
        return DropReason.None;
    }

    private DropReason ReceiveCookieEcho(Chunk chunk, Timestamp now)
    {
        if (!StateCookie.TryParse(chunk.Value, _ours.Tag, out var init))
            return DropReason.SctpMalformed;
        if (_sender is null)
        {
            _theirs = init;
            Establish(now);
        }
        else if (init.Tag != _theirs.Tag)
        {
            return DropReason.SctpUnexpected;
        }

        // A repeated one means that our COOKIE ACK was lost (RFC 9260, section 5.2.4, case D).
        return Answer(ChunkType.CookieAck, []);
    }

    private DropReason ReceiveCookieAck(Timestamp now)
    {
        if (State != SctpState.CookieEchoed)
            return _sender is null ? DropReason.SctpUnexpected : DropReason.None;
        Establish(now);
        return DropReason.None;
    }

    private void Establish(Timestamp now)
    {
        State = SctpState.Established;
        _handshake.End();
        _cookie = [];
        _sender = new SctpSender(_options, _ours, _theirs, _queue);
        _receiver = new SctpReceiver(_options, _theirs, _sink);
        _resets = new StreamResets(_options, _ours, _theirs, _sender, _queue);
        _heartbeatAt = now + _options.HeartbeatInterval;
        _sink.Established();
    }

    private DropReason ReceiveShutdown(Chunk chunk, Timestamp now)
    {
        switch (chunk.Type)
        {
            case ChunkType.Shutdown when State is SctpState.Established or SctpState.ShutdownPending:
                State = SctpState.ShutdownReceived;
                break;
            case ChunkType.Shutdown when State == SctpState.ShutdownSent:
                EnterShutdownAckSent(now);
                break;
            case ChunkType.ShutdownAck when State is SctpState.ShutdownSent or SctpState.ShutdownAckSent:
                Answer(ChunkType.ShutdownComplete, []);
                End(SctpCloseReason.Shutdown, tellPeer: false);
                break;
            case ChunkType.ShutdownComplete when State == SctpState.ShutdownAckSent:
                End(SctpCloseReason.Shutdown, tellPeer: false);
                break;
        }

        return DropReason.None;
    }

    // Our SHUTDOWN COMPLETE was lost (RFC 9260, section 9.2, last paragraph).
    private bool RepeatLastWord(ChunkType type, out DropReason drop)
    {
        drop = type == ChunkType.ShutdownAck ? Answer(ChunkType.ShutdownComplete, []) : DropReason.SctpUnexpected;
        return drop == DropReason.None;
    }

    private void AdvanceShutdown(Timestamp now)
    {
        if (!_queue.IsEmpty || !_sender!.IsEverythingAcknowledged)
            return;
        if (State == SctpState.ShutdownPending)
        {
            State = SctpState.ShutdownSent;
            _handshake.Begin(now);
            SendShutdown();
        }
        else if (State == SctpState.ShutdownReceived)
        {
            EnterShutdownAckSent(now);
        }
    }

    private void EnterShutdownAckSent(Timestamp now)
    {
        State = SctpState.ShutdownAckSent;
        _handshake.Begin(now);
        Answer(ChunkType.ShutdownAck, []);
    }

    private void RepeatHandshake(Timestamp now)
    {
        _handshake.Expire(now);
        if (_handshake.Errors > _options.MaxHandshakeRetransmissions)
        {
            End(SctpCloseReason.Timeout);
            return;
        }

        switch (State)
        {
            case SctpState.CookieWait:
                SendInit();
                break;
            case SctpState.CookieEchoed:
                SendCookieEcho();
                break;
            case SctpState.ShutdownSent:
                SendShutdown();
                break;
            case SctpState.ShutdownAckSent:
                Answer(ChunkType.ShutdownAck, []);
                break;
        }
    }

    private void SendInit()
    {
        Begin(0);
        _ours.Write(_packet, ChunkType.Init, []);
        _sink.SendPacket(_packet.Finish());
    }

    private void SendCookieEcho() => Answer(ChunkType.CookieEcho, _cookie);

    private void SendShutdown()
    {
        Span<byte> cumulative = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(cumulative, _receiver!.Cumulative.Value);
        Answer(ChunkType.Shutdown, cumulative);
    }
}
