using System.Collections.Concurrent;
using Plenum.Engine.Shards;
using Plenum.LoadTest.Figures;
using Plenum.LoadTest.Media;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Targets;
using Plenum.Rtc;

namespace Plenum.LoadTest.Run;

/// <summary>All participants of a run: lets them in, counts them, lets them out. Any thread may use it.</summary>
internal sealed class Crowd : IDisposable
{
    /// <summary>Joins that are under way at one time: a server that does not keep up is not buried.</summary>
    private const int MostJoining = 256;

    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(5);

    /// <summary>What is missing when somebody leaves may be on its way.</summary>
    private static readonly TimeSpan LastRepairs = TimeSpan.FromMilliseconds(250);

    private readonly ITarget _target;
    private readonly LoadMedia _media;
    private readonly int _retries;
    private readonly MediaThread[] _threads;
    private readonly SemaphoreSlim _joining = new(MostJoining);
    private readonly ConcurrentDictionary<string, Participant> _present = new();
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private readonly Histogram _joinTimes = new();
    private readonly Lock _lock = new();
    private int _next;
    private int _joined;
    private int _failed;
    private int _refused;
    private int _retried;
    private int _peak;
    private int _joinedBeforeHold;
    private int _joinedInHold;
    private Timestamp? _firstJoin;
    private Timestamp _lastJoin;

    /// <summary>Nobody yet.</summary>
    public Crowd(ITarget target, LoadMedia media, LoadTestOptions options, bool isLoopback)
    {
        (_target, _media, _retries) = (target, media, options.Retries);
        _threads = [.. Enumerable.Range(0, options.Threads).Select(number => new MediaThread(number, isLoopback, options.ReceiveOffload))];
    }

    /// <summary>Who is there.</summary>
    public ICollection<Participant> Present => _present.Values;

    /// <summary>Who has joined so far.</summary>
    public int Joined => _joined;

    /// <summary>Who could not join, or was lost.</summary>
    public int Failed => _failed;

    /// <summary>The most at one time.</summary>
    public int Peak => _peak;

    /// <summary>Why, and how many.</summary>
    public IReadOnlyDictionary<string, int> Failures => new SortedDictionary<string, int>(_failures);

    /// <summary>How they came.</summary>
    /// <param name="churn">Where people come and go: for how long that was looked at.</param>
    public JoinFigures DescribeJoins(TimeSpan? churn)
    {
        lock (_lock)
        {
            var seconds = churn?.TotalSeconds ?? (_firstJoin is { } first ? (_lastJoin - first).TotalSeconds : 0);
            var count = churn is null ? _joined : _joinedInHold;
            return new(seconds > 0 ? count / seconds : 0, _joinedInHold, Distribution.Of(_joinTimes), _refused, _retried, Failures);
        }
    }

    /// <summary>Figures are taken from now on.</summary>
    /// <param name="isChurn">Whether how people came before counts no more: they came to a server that was warming up.</param>
    public Task BeginHoldAsync(bool isChurn)
    {
        lock (_lock)
        {
            _joinedBeforeHold = _joined;
            if (isChurn)
                _joinTimes.Clear();
        }

        return OnEachAsync(thread => thread.BeginHold(isChurn));
    }

    /// <summary>Figures are taken until now; of joins that are under way, when they are whole.</summary>
    public Task EndHoldAsync()
    {
        lock (_lock)
            _joinedInHold = _joined - _joinedBeforeHold;
        return OnEachAsync(thread => thread.EndHold());
    }

    /// <summary>Lets participants in at a rate, and waits until each is in or has failed.</summary>
    public async Task JoinAsync(IReadOnlyList<ParticipantPlan> plans, double rate, bool timesFirst, CancellationToken cancellationToken)
    {
        var start = ShardClock.Now;
        var joins = new List<Task>(plans.Count);
        var rooms = new HashSet<string>();
        for (var index = 0; index < plans.Count && !cancellationToken.IsCancellationRequested; index++)
        {
            var wait = start + TimeSpan.FromSeconds(index / rate) - ShardClock.Now;
            await Pause.ForAsync(wait, cancellationToken).ConfigureAwait(false);
            joins.Add(JoinAsync(plans[index], timesFirst || !rooms.Add(plans[index].Room), cancellationToken));
        }

        await Task.WhenAll(joins).ConfigureAwait(false);
    }

    /// <summary>Lets participants come and go at their times.</summary>
    public async Task ChurnAsync(IReadOnlyList<ParticipantPlan> plans, CancellationToken cancellationToken)
    {
        var start = ShardClock.Now;
        var visits = new List<Task>(plans.Count);
        foreach (var plan in plans)
        {
            await Pause.ForAsync(start + plan.JoinsAt!.Value - ShardClock.Now, cancellationToken).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
                break;
            visits.Add(VisitAsync(plan, cancellationToken));
        }

        await Task.WhenAll(visits).ConfigureAwait(false);
    }

    /// <summary>Lets everybody out at a rate.</summary>
    public async Task LeaveAllAsync(double rate)
    {
        var start = ShardClock.Now;
        var leaves = new List<Task>();
        foreach (var participant in Present)
        {
            await Pause.ForAsync(start + TimeSpan.FromSeconds(leaves.Count / rate) - ShardClock.Now, default).ConfigureAwait(false);
            leaves.Add(LeaveAsync(participant));
        }

        await Task.WhenAll(leaves).ConfigureAwait(false);
    }

    /// <summary>Publishers send nothing any more.</summary>
    public void Mute()
    {
        foreach (var participant in Present)
            participant.Mute();
    }

    /// <summary>Does something on each media thread, and waits for it.</summary>
    private Task<bool[]> OnEachAsync(Action<MediaThread> action) => Task.WhenAll(_threads.Select(thread => thread.AskAsync(() =>
    {
        action(thread);
        return true;
    })));

    /// <summary>What all have counted.</summary>
    public async Task<ThreadSnapshot> ReadAsync()
    {
        var snapshot = new ThreadSnapshot();
        foreach (var thread in _threads)
        {
            await thread.AskAsync(() =>
            {
                thread.AddTo(snapshot);
                return true;
            }).ConfigureAwait(false);
        }

        return snapshot;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var thread in _threads)
            thread.Dispose();
        _joining.Dispose();
    }

    private async Task VisitAsync(ParticipantPlan plan, CancellationToken cancellationToken)
    {
        if (await JoinAsync(plan, timesFirst: true, cancellationToken).ConfigureAwait(false) is not { } participant)
            return;
        await Pause.ForAsync(plan.Stays!.Value, cancellationToken).ConfigureAwait(false);
        await LeaveAsync(participant).ConfigureAwait(false);
    }

    /// <summary>Joins; who is refused for now comes again when the server said, for a time, unless it would have left by then.</summary>
    private async Task<Participant?> JoinAsync(ParticipantPlan plan, bool timesFirst, CancellationToken cancellationToken)
    {
        // Before its turn has come: a server that keeps people waiting at the door is not quicker for it.
        var joinsFrom = ShardClock.Now;
        for (var attempt = 0; ; attempt++)
        {
            await _joining.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            var thread = _threads[Interlocked.Increment(ref _next) % _threads.Length];
            var participant = new Participant(plan, thread, _media, joinsFrom) { TimesFirst = timesFirst };
            NoteBegin();
            var refusal = await AttemptAsync(participant, cancellationToken).ConfigureAwait(false);
            if (refusal is null)
                return participant;
            if (cancellationToken.IsCancellationRequested)
                return null;
            if (attempt == _retries || refusal.RetryAfter is not { } wait || participant.SinceJoin + wait > plan.Stays)
            {
                NoteFailed(refusal.Message);
                return null;
            }

            Interlocked.Increment(ref _retried);
            await Pause.ForAsync(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Joins once.</summary>
    /// <returns>Why not; null for success.</returns>
    private async Task<LoadTestException?> AttemptAsync(Participant participant, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(JoinPatience);
        try
        {
            await _target.JoinAsync(participant, patience.Token).ConfigureAwait(false);
            NoteJoined(participant);
            return null;
        }
        catch (Exception refused) when (refused is LoadTestException or OperationCanceledException)
        {
            var refusal = refused as LoadTestException ?? new($"nothing for {JoinPatience.TotalSeconds} s", refused);
            if (refusal.RetryAfter is not null)
                Interlocked.Increment(ref _refused);
            await EndAsync(participant).ConfigureAwait(false);
            return refusal;
        }
        finally
        {
            _joining.Release();
        }
    }

    private void NoteBegin()
    {
        lock (_lock)
            _firstJoin ??= ShardClock.Now;
    }

    private void NoteJoined(Participant participant)
    {
        lock (_lock)
        {
            _joinTimes.Add((long)participant.SinceJoin.TotalMicroseconds);
            _lastJoin = ShardClock.Now;
            _joined++;
            _present[participant.Plan.Id] = participant;
            _peak = Math.Max(_peak, _present.Count);
        }

        foreach (var connection in participant.Connections)
            _ = NoteLossAsync(participant, connection);
    }

    private async Task NoteLossAsync(Participant participant, LoadConnection connection)
    {
        var reason = await connection.Lost.ConfigureAwait(false);
        if (_present.TryRemove(participant.Plan.Id, out _))
            NoteFailed(reason);
    }

    private void NoteFailed(string reason)
    {
        Interlocked.Increment(ref _failed);
        _failures.AddOrUpdate(reason, 1, (_, count) => count + 1);
    }

    private async Task LeaveAsync(Participant participant)
    {
        if (!_present.TryRemove(participant.Plan.Id, out _))
            return;
        foreach (var connection in participant.Connections)
            connection.StopCounting();
        await Task.Delay(LastRepairs).ConfigureAwait(false);
        await EndAsync(participant).ConfigureAwait(false);
    }

    private static async Task EndAsync(Participant participant)
    {
        participant.Close();
        using var patience = new CancellationTokenSource(LeavePatience);
        try
        {
            if (participant.Leave is { } leave)
                await leave(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The server finds out by itself.
        }
    }
}
