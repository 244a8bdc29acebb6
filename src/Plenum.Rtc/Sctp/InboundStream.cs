namespace Plenum.Rtc.Sctp;

/// <summary>The order of one stream's messages.</summary>
internal sealed class InboundStream
{
    private readonly Dictionary<ushort, FragmentRun> _waiting = [];
    private ushort _next;

    /// <summary>Keeps a complete ordered message until its turn; false for one whose turn is over.</summary>
    public bool TryAdd(FragmentRun message) =>
        !StreamSequence.IsBefore(message.Header.Sequence, _next) && _waiting.TryAdd(message.Header.Sequence, message);

    /// <summary>Takes the message whose turn it is.</summary>
    public bool TryTake(out FragmentRun message)
    {
        if (!_waiting.Remove(_next, out message!))
            return false;
        _next++;
        return true;
    }

    /// <summary>Takes the turn of a message that need not wait; false when it is not its turn.</summary>
    public bool TryPass(ushort sequence)
    {
        // With others waiting the turn goes on to them, which is the slower way's work.
        if (sequence != _next || _waiting.Count > 0)
            return false;
        _next++;
        return true;
    }

    /// <summary>
    /// The sender gave up everything up to a message. What has arrived whole before it is to be handed over: the turn
    /// goes to it one by one.
    /// </summary>
    public IEnumerable<FragmentRun> SkipTo(ushort given)
    {
        var end = (ushort)(given + 1);
        if (!StreamSequence.IsBefore(_next, end))
            return [];
        var arrived = _waiting.Values
            .Where(message => StreamSequence.IsBefore(message.Header.Sequence, end))
            .OrderBy(message => (ushort)(message.Header.Sequence - _next))
            .ToList();
        foreach (var message in arrived)
            _waiting.Remove(message.Header.Sequence);
        _next = end;
        return arrived;
    }
}
