using Plenum.Engine.Shards;

namespace Plenum.Engine.Tests.Sfu;

/// <summary>
/// Looks at a shard's thread again and again: what it has sent between two looks, at which it had allocated as much, cost no
/// managed byte. Layers are planned now and then, and what grows has grown at last; however slow the machine is, there are
/// looks with nothing of it in between.
/// </summary>
internal sealed class FreeForwarding
{
    private readonly Shard _shard;
    private readonly Action _look;
    private long _bytes = -1;
    private long _sent;
    private long _free;

    public FreeForwarding(Shard shard)
    {
        _shard = shard;
        _look = Look;
    }

    /// <summary>Datagrams that cost nothing so far.</summary>
    public long Free => Volatile.Read(ref _free);

    /// <summary>Looks soon, on the shard's thread.</summary>
    public void Post() => _shard.Post(_look);

    private void Look()
    {
        var (bytes, sent) = (GC.GetAllocatedBytesForCurrentThread(), _shard.IoCounters.SentDatagrams);
        if (bytes == _bytes)
            Volatile.Write(ref _free, _free + sent - _sent);
        (_bytes, _sent) = (bytes, sent);
    }
}
