using Plenum.Engine.Io.Linux;
using Plenum.Engine.Shards;

namespace Plenum.Engine.Tests.Shards;

public sealed class ThreadScheduleTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(0.1);

    [Fact]
    public void A_shard_asks_for_a_short_slice_and_for_the_niceness_it_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && KnowsSlices(), "Linux 6.12 and later");
        var before = LinuxSchedule.Read()!.Value;

        // Worse than the process is what everybody is permitted.
        var schedule = On(() => ThreadSchedule.Hasten(3));

        Assert.Equal(new ThreadSchedule(before.Niceness + 3, Shortest), schedule);
        Assert.Equal(before, LinuxSchedule.Read());
    }

    [Fact]
    public void What_is_permitted_of_a_better_niceness_is_what_the_thread_has()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && KnowsSlices(), "Linux 6.12 and later");

        var (told, holds) = On(() => (ThreadSchedule.Hasten(-5), LinuxSchedule.Read()!.Value));

        Assert.Equal(told, new ThreadSchedule(holds.Niceness, holds.Slice));
        Assert.Equal(Shortest, holds.Slice);
    }

    [Fact]
    public async Task A_shard_tells_how_soon_it_runs_and_asks_for_nothing_unless_it_is_told_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && KnowsSlices(), "Linux 6.12 and later");
        using var eager = Start(2);
        using var patient = Start(null);

        Assert.Equal(Shortest, await AskAsync(eager, shard => shard.Schedule?.Slice));
        Assert.Null(await AskAsync(patient, shard => shard.Schedule));
        Assert.NotEqual(Shortest, await AskAsync(patient, _ => LinuxSchedule.Read()?.Slice));
    }

    private static bool KnowsSlices() => LinuxSchedule.Read()?.Slice > TimeSpan.Zero;

    private static MediaShard<EchoHandler> Start(int? niceness)
    {
        var shard = new MediaShard<EchoHandler>(
            new() { Io = new() { Addresses = [] }, Niceness = niceness }, _ => new EchoHandler(new()));
        shard.Start();
        return shard;
    }

    private static Task<T> AskAsync<T>(MediaShard<EchoHandler> shard, Func<MediaShard<EchoHandler>, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        shard.Post(() => answer.SetResult(question(shard)));
        return answer.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static T On<T>(Func<T> action)
    {
        var result = default(T);
        var thread = new Thread(() => result = action());
        thread.Start();
        thread.Join();
        return result!;
    }
}
