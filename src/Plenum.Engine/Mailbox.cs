using System.Collections.Concurrent;

namespace Plenum.Engine;

/// <summary>
/// How other threads speak to a shard: they post, its thread takes. Posting wakes the shard; a post is never lost and
/// never waits.
/// </summary>
/// <typeparam name="T">The messages.</typeparam>
/// <param name="wake">Ends the owner's wait; called by the posting thread.</param>
public sealed class Mailbox<T>(Action wake)
{
    private readonly ConcurrentQueue<T> _messages = new();
    private int _awake;

    /// <summary>Puts a message in. Any thread may call it.</summary>
    public void Post(T message)
    {
        _messages.Enqueue(message);
        // One wake-up is enough until the owner has looked.
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            wake();
    }

    /// <summary>Takes the oldest message. Only the owner calls it, until it returns false.</summary>
    public bool TryTake(out T message)
    {
        if (_messages.TryDequeue(out message!))
            return true;
        // From here on a post wakes again; one that came in between is seen by the second look.
        Interlocked.Exchange(ref _awake, 0);
        return _messages.TryDequeue(out message!);
    }
}
