namespace Plenum.Rtc.Sctp;

/// <summary>
/// Sends messages, sends again what was lost and gives up what is over (RFC 9260 sections 6 and 7, RFC 3758).
/// </summary>
internal sealed class SctpSender(SctpOptions options, InitChunk ours, InitChunk theirs, SendQueue queue)
{
    // RFC 9260, section 7.2.4: fast retransmission at the third report.
    private const int MissesUntilLost = 3;

    // Do not cut a message to fill the last few bytes of a packet.
    private const int SmallestPart = 128;

    private readonly SentChunks _sent = new(ours.InitialTsn);
    private readonly CongestionWindow _window = new(options.MaxPacketLength);
    private long _peerWindow = theirs.ReceiveWindow;
    private long _order;
    private int _flight;
    private int _lost;
    private Tsn _recoveryEnd = ours.InitialTsn.Previous;
    private bool _isRecovering;
    private bool _mayExceedWindow;
    private bool _mustForward;
    private Timestamp _lastSent = Timestamp.Never;

    /// <summary>When the retransmission timer (T3) ends.</summary>
    public Timestamp Deadline { get; private set; } = Timestamp.Never;

    public RetransmissionTimeout Timeout { get; } = new();

    /// <summary>How often in a row nothing came back.</summary>
    public int Errors { get; private set; }

    /// <summary>Payload bytes sent and not yet acknowledged for good.</summary>
    public int Unacknowledged => _sent.Bytes;

    public bool IsEverythingAcknowledged => _sent.Count == 0;

    public Tsn LastTsn => _sent.NextTsn.Previous;

    public int CongestionWindow => _window.Size;

    /// <summary>The other side gave a sign of life.</summary>
    public void ResetErrors() => Errors = 0;

    /// <summary>Takes an acknowledgement; false when it acknowledges what was never sent.</summary>
    public bool Receive(SackChunk sack, Timestamp now)
    {
        if (sack.Cumulative > LastTsn || (sack.GapCount > 0 && sack.Gap(sack.GapCount - 1).Last > LastTsn))
            return false;
        if (sack.Cumulative < _sent.Cumulative)
            return true;
        var news = new Acknowledgement(_flight);
        var advanced = sack.Cumulative > _sent.Cumulative;
        while (_sent.Cumulative < sack.Cumulative)
        {
            Acknowledge(_sent.All[0], ref news);
            _sent.RemoveFirst();
        }

        ReadGaps(sack, ref news);
        CountMisses(news, now);
        AdjustWindow(sack, news, advanced);
        PlanForward();
        RestartTimer(advanced, now);
        if (news.Sample is { Transmissions: 1 } sample)
            Timeout.AddSample(now - sample.SentAt);
        return true;
    }

    /// <summary>Nothing came back in time (RFC 9260, section 6.3.3); call when <see cref="Deadline"/> has passed.</summary>
    public void Expire(Timestamp now)
    {
        Errors++;
        Timeout.Back();
        _window.CollapseOnTimeout();
        _isRecovering = false;
        foreach (var chunk in _sent.All)
        {
            if (chunk.State == SentChunkState.InFlight)
                Lose(chunk, now);
        }

        // One packet may go whatever the window says, or nothing would ever come back.
        _mayExceedWindow = true;
        PlanForward();
        Deadline = now + Timeout.Current;
    }

    /// <summary>Adds what may be sent now to a packet.</summary>
    public void Fill(PacketBuilder packet, Timestamp now)
    {
        if (_mustForward && packet.Free >= SmallestPart)
            WriteForward(packet);
        if (!queue.IsEmpty && _flight == 0 && _lastSent != Timestamp.Never && now - _lastSent > Timeout.Current)
            _window.Idle();
        var isNothingLost = SendAgain(packet, now);
        _mayExceedWindow = false;
        if (isNothingLost)
            SendNew(packet, now);
    }

    private bool SendAgain(PacketBuilder packet, Timestamp now)
    {
        var left = _lost;
        foreach (var chunk in _sent.All)
        {
            if (left == 0)
                break;
            if (chunk.State != SentChunkState.Lost)
                continue;
            left--;
            if (chunk.Part.Message.IsOver(0, now) && TryAbandon(chunk, now))
                continue;
            if (packet.Free < DataChunk.HeaderLength + chunk.Part.Length || !MaySend(chunk.Part.Length))
                return false;
            _lost--;
            Send(packet, chunk, now);
        }

        return true;
    }

    private void SendNew(PacketBuilder packet, Timestamp now)
    {
        while (!queue.IsEmpty)
        {
            var room = packet.Free - DataChunk.HeaderLength;
            if (room < SmallestPart || _flight >= _window.Size)
                return;

            // A closed window is probed with one packet (RFC 9260, section 6.1, rule A).
            if (_peerWindow <= 0 && _flight > 0)
                return;
            if (queue.Take(room, now) is not { } part)
                return;
            _peerWindow -= part.Length;
            Send(packet, _sent.Add(part), now);
        }
    }

    private bool MaySend(int length) => _mayExceedWindow || _flight == 0 || _flight + length <= _window.Size;

    private void Send(PacketBuilder packet, SentChunk chunk, Timestamp now)
    {
        chunk.Sent(_order++, now);
        _flight += chunk.Part.Length;
        _lastSent = now;
        var isLast = queue.IsEmpty && _lost == 0;
        DataChunk.Write(packet, chunk.Part.Header(chunk.Tsn), chunk.Part.Payload, isLast);
        if (Deadline == Timestamp.Never)
            Deadline = now + Timeout.Current;
    }

    private void Acknowledge(SentChunk chunk, ref Acknowledgement news)
    {
        if (chunk.State == SentChunkState.InFlight)
            _flight -= chunk.Part.Length;
        if (chunk.State == SentChunkState.Lost)
            _lost--;
        if (chunk.State is SentChunkState.InFlight or SentChunkState.Lost)
            news.Add(chunk);
        chunk.State = SentChunkState.Acknowledged;
    }

    private void ReadGaps(SackChunk sack, ref Acknowledgement news)
    {
        var chunks = _sent.All;
        var at = 0;
        for (var i = 0; i < sack.GapCount; i++)
        {
            var (first, last) = sack.Gap(i);
            for (; at < chunks.Length && chunks[at].Tsn <= last; at++)
            {
                if (chunks[at].Tsn < first)
                    TakeBack(chunks[at]);
                else if (chunks[at].State != SentChunkState.Abandoned)
                    Acknowledge(chunks[at], ref news);
            }
        }

        for (; at < chunks.Length; at++)
            TakeBack(chunks[at]);
    }

    // The receiver dropped what it had acknowledged behind a gap: it has to be sent again.
    private void TakeBack(SentChunk chunk)
    {
        if (chunk.State != SentChunkState.Acknowledged)
            return;
        chunk.State = SentChunkState.Lost;
        _lost++;
    }

    private void CountMisses(Acknowledgement news, Timestamp now)
    {
        if (news.Bytes == 0)
            return;
        var wasRecovering = _isRecovering;
        var misses = MissesThatSuffice();
        foreach (var chunk in _sent.All)
        {
            if (chunk.State != SentChunkState.InFlight || chunk.Order > news.NewestOrder)
                continue;
            if (++chunk.Misses < misses)
                continue;
            Lose(chunk, now);
            _isRecovering = true;
        }

        if (wasRecovering || !_isRecovering)
            return;
        _window.HalveOnLoss();
        _recoveryEnd = LastTsn;
        _mayExceedWindow = true;
    }

    // Few in flight and nothing more to send give no third report: then fewer suffice (RFC 5827).
    private int MissesThatSuffice()
    {
        if (!queue.IsEmpty)
            return MissesUntilLost;
        var inFlight = 0;
        foreach (var chunk in _sent.All)
            inFlight += chunk.State == SentChunkState.InFlight ? 1 : 0;
        return Math.Clamp(inFlight - 1, 1, MissesUntilLost);
    }

    private void Lose(SentChunk chunk, Timestamp now)
    {
        _flight -= chunk.Part.Length;
        _lost++;
        chunk.State = SentChunkState.Lost;
        TryAbandon(chunk, now);
    }

    private bool TryAbandon(SentChunk chunk, Timestamp now)
    {
        var message = chunk.Part.Message;
        if (!theirs.SupportsForwardTsn || !message.IsOver(chunk.Transmissions, now))
            return false;
        queue.Abandon(message);
        message.IsAbandoned = true;

        // The parts of a message have TSNs in a row.
        var chunks = _sent.All;
        var at = chunk.Tsn.Since(_sent.Cumulative) - 1;
        var first = at;
        while (first > 0 && chunks[first - 1].Part.Message == message)
            first--;
        for (; first < chunks.Length && chunks[first].Part.Message == message; first++)
            Abandon(chunks[first]);
        return true;
    }

    private void Abandon(SentChunk chunk)
    {
        if (chunk.State == SentChunkState.InFlight)
            _flight -= chunk.Part.Length;
        if (chunk.State == SentChunkState.Lost)
            _lost--;
        chunk.State = SentChunkState.Abandoned;
        _mustForward = true;
    }

    private void AdjustWindow(SackChunk sack, Acknowledgement news, bool advanced)
    {
        _peerWindow = sack.ReceiveWindow - (long)_flight;

        // Whoever says that his window is closed is alive; probing it may go on for ever.
        if (news.Bytes > 0 || sack.ReceiveWindow == 0)
            Errors = 0;
        if (news.Bytes > 0)
            Timeout.Forward();
        if (_isRecovering && sack.Cumulative >= _recoveryEnd)
            _isRecovering = false;
        else if (!_isRecovering && advanced)
            _window.Acknowledge(news.Bytes, news.FlightBefore);
    }

    // RFC 3758, section 3.5, rule C: told as long as the other side waits for something that is given up.
    private void PlanForward() => _mustForward = _sent.Count > 0 && _sent.All[0].State == SentChunkState.Abandoned;

    private void WriteForward(PacketBuilder packet)
    {
        _mustForward = false;
        var streams = new Dictionary<ushort, ushort>();
        var point = _sent.Cumulative;
        foreach (var chunk in _sent.All)
        {
            if (chunk.State != SentChunkState.Abandoned)
                break;
            point = chunk.Tsn;
            if (!chunk.Part.Message.IsUnordered)
                streams[chunk.Part.Message.Stream] = chunk.Part.Message.Sequence;
        }

        if (point != _sent.Cumulative)
            ForwardTsnChunk.Write(packet, point, streams);
    }

    private void RestartTimer(bool advanced, Timestamp now)
    {
        if (_sent.Count == 0)
            Deadline = Timestamp.Never;
        else if (advanced || Deadline == Timestamp.Never)
            Deadline = now + Timeout.Current;
    }
}
