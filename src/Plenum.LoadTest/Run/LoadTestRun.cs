using Plenum.Engine.Shards;
using Plenum.LoadTest.Figures;
using Plenum.LoadTest.Media;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Targets;
using Plenum.Rtc;

namespace Plenum.LoadTest.Run;

/// <summary>A test from the first join to the last leave.</summary>
internal sealed class LoadTestRun
{
    private const double LeastLeaveRate = 250;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    /// <summary>A packet that was not repaired within this is not repaired any more (<see cref="Rtc.Rtcp.NackGenerator.MaximumAge"/>).</summary>
    private static readonly TimeSpan Repairs = TimeSpan.FromSeconds(1.3);

    private readonly LoadTestOptions _options;
    private readonly ITarget _target;
    private readonly IProgress<RunProgress> _progress;
    private readonly LoadPlan _plan;
    private readonly LoadMedia _media;
    private readonly ServerProbe _server;
    private readonly Timestamp _startedAt = ShardClock.Now;

    /// <summary>Written by the run, read by the task that tells of it.</summary>
    private volatile Phase _phase;

    private LoadTestRun(LoadTestOptions options, ITarget target, LoadPlan plan, IProgress<RunProgress> progress)
    {
        (_options, _target, _plan, _progress) = (options, target, plan, progress);
        _media = new LoadMedia(options.Media, options.OpenEvery);
        _server = new ServerProbe(options.ServerProcess, target.Addresses.First(), options.Token);
    }

    /// <summary>Runs a test.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="progress">Is told each second.</param>
    /// <param name="cancellationToken">Ramps down at once; figures are of what was.</param>
    /// <exception cref="LoadTestException">It cannot be run.</exception>
    public static async Task<Summary> RunAsync(
        LoadTestOptions options, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        using var target = TargetFactory.Create(options);
        var isLocal = await Locality.IsThisMachineAsync(target.Addresses, cancellationToken).ConfigureAwait(false);
        var plan = LoadPlan.Create(options.Groups, options.Media, options.Room, options.WarmUp + options.Hold);
        Bounds.Check(options, plan, isLocal);
        var run = new LoadTestRun(options, target, plan, progress);
        return await run.RunAsync(isLocal && OperatingSystem.IsLinux(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Summary> RunAsync(bool isLoopback, CancellationToken cancellationToken)
    {
        var startedAt = DateTimeOffset.UtcNow;
        var (idle, self) = (_server.Read(), SelfUsage.Read());
        using var crowd = new Crowd(_target, _media, _options, isLoopback);
        using var telling = new CancellationTokenSource();
        var told = TellAsync(crowd, telling.Token);
        try
        {
            await crowd.JoinAsync(_plan.Publishers, _options.JoinRate, timesFirst: false, cancellationToken).ConfigureAwait(false);
            if (crowd.Joined == 0 && _plan.Publishers.Count > 0 && !cancellationToken.IsCancellationRequested)
                throw new LoadTestException($"Nobody can publish at {_target.Name}: {string.Join(", ", crowd.Failures.Keys)}.");
            await crowd.JoinAsync(_plan.Viewers, _options.JoinRate, timesFirst: true, cancellationToken).ConfigureAwait(false);
            var joined = new RampedUp(_server.Read(), SelfUsage.Read() - self, crowd.Joined);
            var churns = _plan.Churn.Count > 0 ? crowd.ChurnAsync(_plan.Churn, cancellationToken) : Task.CompletedTask;
            await Pause.ForAsync(_options.WarmUp, cancellationToken).ConfigureAwait(false);
            var held = await HoldAsync(crowd, cancellationToken).ConfigureAwait(false);
            await churns.ConfigureAwait(false);
            var summary = await SummarizeAsync(crowd, held, startedAt, idle, joined).ConfigureAwait(false);
            _phase = Phase.RampDown;
            await crowd.LeaveAllAsync(Math.Max(_options.JoinRate, LeastLeaveRate)).ConfigureAwait(false);
            return summary.Judge(_options.Requirements);
        }
        finally
        {
            await telling.CancelAsync().ConfigureAwait(false);
            await told.ConfigureAwait(false);
        }
    }

    private async Task<Held> HoldAsync(Crowd crowd, CancellationToken cancellationToken)
    {
        _phase = Phase.Hold;
        var before = await crowd.ReadAsync().ConfigureAwait(false);
        var garbage = await _server.AskAsync().ConfigureAwait(false);
        var (server, self, begun) = (_server.Read(withMemory: false), SelfUsage.Read(), ShardClock.Now);
        await crowd.BeginHoldAsync(IsChurn).ConfigureAwait(false);
        var memory = await _server.WatchAsync(_options.Hold, cancellationToken).ConfigureAwait(false);
        await crowd.EndHoldAsync().ConfigureAwait(false);
        var held = new Held(
            ShardClock.Now - begun, server, _server.Read(withMemory: false), SelfUsage.Read() - self, before.Overflows, crowd.Present.Count,
            Offered(crowd));
        held = held with
        {
            Garbage = garbage is null ? null : (await _server.AskAsync().ConfigureAwait(false))?.Since(garbage),
            MemoryAfter = _server.Read()?.MemoryBytes ?? 0,
            MemoryOverTime = memory,
        };
        _phase = Phase.Settle;
        await Pause.ForAsync(Repairs, CancellationToken.None).ConfigureAwait(false);
        return held;
    }

    private static (long Video, long Audio) Offered(Crowd crowd)
    {
        var present = crowd.Present;
        var (pictures, sounds) = (new Dictionary<string, long>(), new Dictionary<string, long>());
        foreach (var participant in present)
        {
            if (participant.Plan.Stays is not null)
                continue;
            foreach (var publisher in participant.Plan.Watches)
            {
                sounds[publisher] = sounds.GetValueOrDefault(publisher) + 1;
                if (participant.Plan.WatchesVideo)
                    pictures[publisher] = pictures.GetValueOrDefault(publisher) + 1;
            }
        }

        return (
            present.Sum(participant => participant.SentInHold.Video * pictures.GetValueOrDefault(participant.Plan.Id)),
            present.Sum(participant => participant.SentInHold.Audio * sounds.GetValueOrDefault(participant.Plan.Id)));
    }

    private async Task<Summary> SummarizeAsync(
        Crowd crowd, Held held, DateTimeOffset startedAt, ProcessUsage? idle, RampedUp joined)
    {
        var counted = await crowd.ReadAsync().ConfigureAwait(false);
        var delivery = Delivered(counted, held);
        var seconds = held.Time.TotalSeconds;
        var joins = crowd.DescribeJoins(IsChurn ? held.Time : null);
        var (joiningSelf, joinsOfSelf) = IsChurn ? (held.Self, joins.DuringHold) : (joined.Self, joined.Participants);
        return new Summary
        {
            Scenario = _options.Scenario,
            Target = _target.Name,
            StartedAt = startedAt,
            HoldSeconds = seconds,
            Participants = new(
                _plan.Publishers.Count + _plan.Viewers.Count + _plan.Churn.Count, crowd.Joined, crowd.Failed, crowd.Peak),
            Joins = joins,
            Srtp = counted.Protections.ToDictionary(agreed => agreed.Key.ToString(), agreed => agreed.Value),
            FirstPacketMs = Distribution.Of(counted.FirstPacket),
            FirstKeyFrameMs = Distribution.Of(counted.FirstKeyFrame),
            Delivery = delivery,
            JitterMs = Distribution.Of(counted.Jitter),
            ForwardingDelayMs = Distribution.Of(counted.Delay),
            Generator = new(
                _options.Threads,
                held.Self.Cpu.TotalSeconds / seconds,
                held.Self.Cpu.TotalMicroseconds / Math.Max(1, delivery.Delivered),
                joiningSelf.Cpu.TotalMilliseconds / Math.Max(1, joinsOfSelf),
                joiningSelf.AllocatedBytes / 1024.0 / Math.Max(1, joinsOfSelf),
                counted.LongestRound.TotalMilliseconds,
                counted.Overflows - held.OverflowsBefore,
                counted.ReceiveBufferBytes / 1024,
                _options.OpenEvery,
                _options.ReceiveOffload,
                Environment.WorkingSet / (1024.0 * 1024),
                counted.Faults),
            Server = SummarizeServer(held, delivery.Delivered, joins.DuringHold, idle, joined),
        };
    }

    private DeliveryFigures Delivered(ThreadSnapshot counted, Held held)
    {
        var sound = StreamFigures.Of(counted.Totals.Sound, held.Offered.Audio, counted.Silent.Sound);
        var pictures = StreamFigures.Of(counted.Totals.Pictures, held.Offered.Video, counted.Silent.Pictures);
        var (offered, expected, delivered) =
            (sound.Offered + pictures.Offered, sound.Expected + pictures.Expected, sound.Delivered + pictures.Delivered);
        var seconds = held.Time.TotalSeconds;
        return new(
            offered,
            expected,
            delivered,
            expected - delivered,
            counted.Totals.Sound.Recovered + counted.Totals.Pictures.Recovered,
            Share(delivered, expected),
            IsOfferedKnown ? Share(delivered, offered) : 1,
            delivered / seconds,
            delivered * 8.0 * counted.Bytes / Math.Max(1, counted.Packets) / seconds,
            counted.Silent.Sound + counted.Silent.Pictures,
            sound,
            pictures);
    }

    /// <summary>Not where people come and go, nor where a server chooses among layers.</summary>
    private bool IsOfferedKnown => !IsChurn && !_options.Media.IsSimulcast;

    private bool IsChurn => _plan.Churn.Count > 0;

    private ServerFigures? SummarizeServer(Held held, long delivered, int joins, ProcessUsage? idle, RampedUp joined)
    {
        if (idle is null || joined.Server is null || held.ServerBefore is not { } before || held.ServerAfter is not { } after)
            return null;
        const double mebi = 1024 * 1024;
        var cpu = after.Cpu - before.Cpu;
        return new(
            after.Processes,
            cpu.TotalSeconds / held.Time.TotalSeconds,
            cpu.TotalMicroseconds / Math.Max(1, delivered),
            IsChurn ? cpu.TotalMilliseconds / Math.Max(1, joins) : (joined.Server.Cpu - idle.Cpu).TotalMilliseconds / Math.Max(1, joined.Participants),
            IsChurn ? held.Garbage?.AllocatedBytes / 1024.0 / Math.Max(1, joins) : null,
            idle.MemoryBytes / mebi,
            held.MemoryAfter / mebi,
            IsChurn ? null : (held.MemoryAfter - idle.MemoryBytes) / 1024.0 / Math.Max(1, held.Present),
            held.Garbage,
            held.MemoryOverTime);
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private async Task TellAsync(Crowd crowd, CancellationToken cancellationToken)
    {
        var (at, packets, bytes) = (ShardClock.Now, 0L, 0L);
        var (self, server) = (SelfUsage.Read().Cpu, _server.Read(withMemory: false));
        while (!cancellationToken.IsCancellationRequested)
        {
            await Pause.ForAsync(ProgressInterval, cancellationToken).ConfigureAwait(false);
            var snapshot = await crowd.ReadAsync().ConfigureAwait(false);
            var (now, selfNow, serverNow) = (ShardClock.Now, SelfUsage.Read().Cpu, _server.Read(withMemory: false));
            var seconds = (now - at).TotalSeconds;
            _progress.Report(new RunProgress(
                _phase,
                now - _startedAt,
                _plan.Publishers.Count + _plan.Viewers.Count,
                crowd.Present.Count,
                crowd.Failed,
                snapshot.Lines,
                (snapshot.Packets - packets) / seconds,
                (snapshot.Bytes - bytes) * 8 / seconds,
                Missing(snapshot.Totals),
                Distribution.Of(snapshot.RecentDelay),
                (selfNow - self).TotalSeconds / seconds,
                serverNow is null || server is null ? null : (serverNow.Cpu - server.Cpu).TotalSeconds / seconds));
            (at, packets, bytes, self, server) = (now, snapshot.Packets, snapshot.Bytes, selfNow, serverNow);
        }
    }

    private static long Missing(DeliveryTotals totals) =>
        totals.Sound.Expected - totals.Sound.Delivered + totals.Pictures.Expected - totals.Pictures.Delivered;

    private sealed record RampedUp(ProcessUsage? Server, SelfUsage Self, int Participants);

    private sealed record Held(
        TimeSpan Time,
        ProcessUsage? ServerBefore,
        ProcessUsage? ServerAfter,
        SelfUsage Self,
        long OverflowsBefore,
        int Present,
        (long Video, long Audio) Offered)
    {
        public long MemoryAfter { get; init; }

        public GarbageFigures? Garbage { get; init; }

        public IReadOnlyList<MemorySample> MemoryOverTime { get; init; } = [];
    }
}
