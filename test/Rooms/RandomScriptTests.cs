using FsCheck;
using FsCheck.Fluent;
using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

/// <summary>
/// Any sequence of commands leaves plan, participants, effects and every client's view consistent. A failure prints the
/// seed and a shrunk script.
/// </summary>
public sealed class RandomScriptTests
{
    private static readonly Arbitrary<Step[]> Scripts = Arb.From(
        from length in Gen.Choose(0, 150)
        from steps in Gen.ArrayOf(AnyStep(), length)
        select steps,
        ShrinkScript);

    private static readonly RoomSettings Tight = new()
    {
        Capacity = 3,
        MaxWaiting = 2,
        WaitingRoom = true,
        ChatHistory = 2,
        EventLogLength = 4,
        EventLogBytes = 2000,
        MaxPublications = 2,
        MaxNameLength = 10,
        MaxMetadataLength = 10,
        MaxChatLength = 10,
    };

    private static readonly RoomSettings Alone = new() { CanForward = false };

    [Fact]
    public void A_roomy_call_stays_consistent() => Holds(new());

    [Fact]
    public void A_crowded_call_with_tight_limits_stays_consistent() => Holds(Tight);

    [Fact]
    public void A_call_that_moves_at_once_stays_consistent() => Holds(new()
    {
        MeshUpTo = 2,
        MeshAgainAt = 2,
        TopologyHold = TimeSpan.Zero,
        StrainHold = TimeSpan.Zero,
        StrainRest = TimeSpan.Zero,
        MoveTimeout = TimeSpan.FromSeconds(1),
        MoveRetry = TimeSpan.FromSeconds(1),
    });

    [Fact]
    public void A_call_without_an_SFU_stays_consistent() => Holds(Alone);

    [Fact]
    public void A_call_that_remembers_and_forgives_nothing_stays_consistent() => Holds(new()
    {
        Grace = TimeSpan.Zero,
        RestoreWindow = TimeSpan.Zero,
        EmptyLinger = TimeSpan.Zero,
        EventLogLength = 0,
        ChatHistory = 0,
        MaxWaiting = 0,
    });

    [Fact]
    public void Long_scripts_stay_consistent_and_leave_nothing_untried()
    {
        var random = new Random(20260102);
        var answers = new HashSet<(Type Command, object Answer)>();
        foreach (var settings in new[] { new RoomSettings(), Tight, Alone })
        {
            var script = new Script(settings);
            script.Play(Enumerable.Range(0, 2500).Select(_ => RandomStep(random)));
            answers.UnionWith(script.Answers);
        }

        Assert.All(Commands, command => Assert.Contains(answers, answer => answer.Command == command && answer.Answer is Type));
        Assert.All(Commands, command => Assert.Contains(answers, answer => answer.Command == command && answer.Answer is RoomErrorCode));
        Assert.All(Enum.GetValues<RoomErrorCode>(), code => Assert.Contains(answers, answer => code.Equals(answer.Answer)));
        Assert.All(
            [typeof(RoomReply.Resumed), typeof(RoomReply.Welcome), typeof(RoomReply.Waiting)],
            reply => Assert.Contains((typeof(Resume), (object)reply), answers));
    }

    private static IEnumerable<Type> Commands =>
        typeof(RoomCommand).GetNestedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(RoomCommand)));

    private static void Holds(RoomSettings settings) => Prop
        .ForAll(Scripts, script => new Script(settings).Play(script))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static Gen<Step> AnyStep() =>
        from kind in Gen.Choose(0, 1000)
        from actor in Gen.Choose(0, Script.People - 1)
        from target in Gen.Choose(0, Script.People - 1)
        from n in Gen.Choose(0, 1000)
        select new Step(kind, actor, target, n);

    private static Step RandomStep(Random random) =>
        new(random.Next(1000), random.Next(Script.People), random.Next(Script.People), random.Next(1000));

    /// <summary>Smaller scripts: without a half, a quarter ... a single step.</summary>
    private static IEnumerable<Step[]> ShrinkScript(Step[] script)
    {
        for (var chunk = script.Length / 2; chunk > 0; chunk /= 2)
        {
            for (var at = 0; at + chunk <= script.Length; at += chunk)
                yield return [.. script[..at], .. script[(at + chunk)..]];
        }
    }
}
