namespace Plenum.Rtc.Sctp;

/// <summary>Takes DATA and FORWARD TSN and keeps to its memory (RFC 9260, section 6.2).</summary>
internal sealed class SctpReceiver(SctpOptions options, InitChunk theirs, IMessageReceiver messages)
{
    private readonly ReceivedTsns _tsns = new(theirs.InitialTsn);
    private readonly Reassembly _reassembly = new(options.MaxMessageLength, messages);
    private bool _atOnce;
    private bool _hasData;

    public Acknowledger Acknowledger { get; } = new();

    public Tsn Cumulative => _tsns.Cumulative;

    private int Window => Math.Max(0, options.ReceiveBuffer - _reassembly.Used);

    /// <summary>Takes a DATA chunk; anything but null ends the association.</summary>
    public SctpCloseReason? Receive(DataChunk data, out DropReason drop)
    {
        var header = data.Header;
        drop = DropReason.None;
        _hasData = true;
        _atOnce |= data.IsImmediate;
        if (header.Stream >= options.MaxStreams)
            return SctpCloseReason.ProtocolViolation;
        if (!_tsns.CanAdd(header.Tsn))
        {
            _atOnce = true;
            return null;
        }

        // What closes the gap is always taken, or a full window could never become free again. A sender whose messages
        // do not become whole by that is no honest one.
        var isNext = header.Tsn == _tsns.Cumulative.Next;
        if (data.Payload.Length > Window && !isNext)
        {
            drop = DropReason.SctpWindowExceeded;
            _atOnce = true;
            return null;
        }

        if (_reassembly.Used > options.ReceiveBuffer + options.MaxMessageLength)
            return SctpCloseReason.OutOfResources;
        _tsns.Add(header.Tsn);
        _atOnce |= _tsns.Gaps.Count > 0;
        return _reassembly.TryAdd(header, data.Payload) ? null : SctpCloseReason.ProtocolViolation;
    }

    public void Receive(ForwardTsnChunk forward)
    {
        _hasData = true;
        _atOnce = true;
        if (_tsns.AdvanceTo(forward.NewCumulative))
            _reassembly.Forget(forward);
    }

    /// <summary>Everything in a packet was taken.</summary>
    public void PacketEnds(Timestamp now)
    {
        if (_hasData)
            Acknowledger.DataReceived(_atOnce, now);
        _hasData = _atOnce = false;
    }

    public void WriteSack(PacketBuilder packet)
    {
        SackChunk.Write(packet, _tsns, (uint)Window);
        _tsns.ForgetDuplicates();
        Acknowledger.Acknowledged();
    }

    public void Reset(ushort stream) => _reassembly.Reset(stream);
}
