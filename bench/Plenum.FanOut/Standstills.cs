namespace Plenum.FanOut;

/// <summary>Watches whether the shard gets on. Allocates nothing while it does.</summary>
internal sealed class Standstills
{
    private const int Most = 100_000;

    /// <summary>Some ten times of what a receiver's packets take.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(0.2);

    private readonly List<Standstill> _found = new(Most);
    private DateTime _last;

    /// <summary>What was found; read when the shard has nothing more to do.</summary>
    public IReadOnlyList<Standstill> Found => _found;

    /// <summary>It begins: before this it may have waited.</summary>
    public void Begin() => _last = DateTime.UtcNow;

    /// <summary>It has done the next one.</summary>
    public void Advance()
    {
        var now = DateTime.UtcNow;
        if (now - _last > Least && _found.Count < Most)
            _found.Add(new(_last, now));
        _last = now;
    }
}
