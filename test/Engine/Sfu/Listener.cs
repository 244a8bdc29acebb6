using System.Collections.Concurrent;
using Plenum.Engine.Sfu;

namespace Plenum.Engine.Tests.Sfu;

/// <summary>Notes what a room tells.</summary>
internal sealed class Listener : ISfuListener
{
    private readonly ConcurrentQueue<SfuEvent> _events = [];

    public IReadOnlyCollection<SfuEvent> Events => _events;

    public void Tell(SfuEvent happened) => _events.Enqueue(happened);

    public bool Heard<T>(Func<T, bool> isIt)
        where T : SfuEvent => _events.OfType<T>().Any(isIt);
}
