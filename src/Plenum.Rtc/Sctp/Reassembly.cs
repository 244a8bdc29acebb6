namespace Plenum.Rtc.Sctp;

/// <summary>
/// Puts messages together and hands them over in their streams' order. Neighbouring parts are joined in constant time,
/// so a message in many small parts costs no more than its parts.
/// </summary>
internal sealed class Reassembly(int maxMessageLength, IMessageReceiver receiver)
{
    // What one part costs beside its bytes, roughly; counted so that a million one-byte parts do not pass for 1 MB.
    private const int PartOverhead = 128;

    private readonly Dictionary<Tsn, FragmentRun> _byFirst = [];
    private readonly Dictionary<Tsn, FragmentRun> _byLast = [];
    private readonly Dictionary<ushort, InboundStream> _streams = [];

    /// <summary>Bytes of memory that wait for other parts or for their turn.</summary>
    public int Used { get; private set; }

    /// <summary>Takes a part that has not been here before. False when it contradicts its neighbours or is too long.</summary>
    public bool TryAdd(DataHeader header, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > maxMessageLength)
            return false;
        if (IsDue(header))
        {
            receiver.MessageReceived(header.Stream, header.Protocol, payload);
            return true;
        }

        _byLast.TryGetValue(header.Tsn.Previous, out var before);
        _byFirst.TryGetValue(header.Tsn.Next, out var after);
        if (!Fits(header, before, after))
            return false;
        var run = Join(header.IsBegin ? null : before, new FragmentRun(header, payload.ToArray()), header.IsEnd ? null : after);
        if (run.Length > maxMessageLength)
            return false;
        Used += payload.Length + PartOverhead;
        if (run.IsComplete)
            Complete(run);
        else
            Keep(run);
        return true;
    }

    /// <summary>The sender gave up messages: parts of them are forgotten, and those behind them get their turn.</summary>
    public void Forget(ForwardTsnChunk forward)
    {
        var newCumulative = forward.NewCumulative;
        foreach (var run in _byFirst.Values.Where(run => run.Last <= newCumulative).ToList())
        {
            Drop(run);
            Used -= CostOf(run);
        }

        for (var i = 0; i < forward.Count; i++)
        {
            var (stream, sequence) = forward[i];
            var inbound = StreamOf(stream);
            foreach (var message in inbound.SkipTo(sequence))
                HandOver(message);
            HandOverInTurn(inbound);
        }
    }

    /// <summary>A stream starts anew (RFC 6525, section 5.2.2).</summary>
    public void Reset(ushort stream) => _streams.Remove(stream);

    private static int CostOf(FragmentRun run) => run.Length + (run.Count * PartOverhead);

    private static bool Fits(DataHeader header, FragmentRun? before, FragmentRun? after)
    {
        var fitsBefore = before is null
            || (before.IsEnd == header.IsBegin && (header.IsBegin || before.Header.IsOfSameMessageAs(header)));
        var fitsAfter = after is null
            || (after.IsBegin == header.IsEnd && (header.IsEnd || after.Header.IsOfSameMessageAs(header)));
        return fitsBefore && fitsAfter;
    }

    /// <summary>Whether a part is a whole message whose turn it is: the usual case, handed over without a copy.</summary>
    private bool IsDue(DataHeader header)
    {
        if (!header.IsBegin || !header.IsEnd)
            return false;
        return header.IsUnordered || StreamOf(header.Stream).TryPass(header.Sequence);
    }

    private FragmentRun Join(FragmentRun? before, FragmentRun run, FragmentRun? after)
    {
        if (after is not null)
        {
            Drop(after);
            run.Append(after);
        }

        if (before is null)
            return run;
        Drop(before);
        before.Append(run);
        return before;
    }

    private void Keep(FragmentRun run)
    {
        _byFirst.Add(run.First, run);
        _byLast.Add(run.Last, run);
    }

    private void Drop(FragmentRun run)
    {
        _byFirst.Remove(run.First);
        _byLast.Remove(run.Last);
    }

    private void Complete(FragmentRun message)
    {
        if (message.Header.IsUnordered)
        {
            HandOver(message);
            return;
        }

        var stream = StreamOf(message.Header.Stream);
        if (!stream.TryAdd(message))
            Used -= CostOf(message);
        HandOverInTurn(stream);
    }

    private void HandOverInTurn(InboundStream stream)
    {
        while (stream.TryTake(out var message))
            HandOver(message);
    }

    private void HandOver(FragmentRun message)
    {
        Used -= CostOf(message);
        receiver.MessageReceived(message.Header.Stream, message.Header.Protocol, message.Assemble());
    }

    private InboundStream StreamOf(ushort stream)
    {
        if (!_streams.TryGetValue(stream, out var inbound))
            _streams.Add(stream, inbound = new InboundStream());
        return inbound;
    }
}
