namespace Plenum.Rooms;

/// <summary>Who waits, longest first.</summary>
internal sealed class WaitingList
{
    private readonly List<Waiter> _waiters = [];
    private WaitingState[]? _states = [];

    public List<Waiter> All => _waiters;

    public int Count => _waiters.Count;

    /// <summary>The list at this moment; the array does not change afterwards.</summary>
    public IReadOnlyList<WaitingState> States => _states ??= [.. _waiters.Select(waiter => waiter.State)];

    /// <summary>Asked with every command, so without a closure.</summary>
    public Waiter? Find(ParticipantId id)
    {
        foreach (var waiter in _waiters)
        {
            if (waiter.Id == id)
                return waiter;
        }

        return null;
    }

    public void Add(Waiter waiter)
    {
        _waiters.Add(waiter);
        _states = null;
    }

    public void Remove(Waiter waiter)
    {
        _waiters.Remove(waiter);
        _states = null;
    }

    public void Clear()
    {
        _waiters.Clear();
        _states = [];
    }
}
