namespace Plenum.Rooms;

/// <summary>Who waits, longest first.</summary>
internal sealed class WaitingList
{
    private readonly List<Waiter> _waiters = [];
    private WaitingState[]? _states = [];

    public IReadOnlyList<Waiter> All => _waiters;

    public int Count => _waiters.Count;

    /// <summary>The list at this moment; the array does not change afterwards.</summary>
    public IReadOnlyList<WaitingState> States => _states ??= [.. _waiters.Select(waiter => waiter.State)];

    public Waiter? Find(ParticipantId id) => _waiters.Find(waiter => waiter.Id == id);

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
