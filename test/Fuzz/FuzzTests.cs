namespace Plenum.Fuzz.Tests;

/// <summary>What once broke something stays fixed, and a little mutation runs with every test run.</summary>
public sealed class FuzzTests
{
    private const int MutationsPerTarget = 3000;

    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "corpus");

    public static TheoryData<string> Targets() => new(FuzzTargets.All.Select(target => target.Name));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_in_the_corpus_breaks_a_target(string name)
    {
        var target = Target(name);
        var inputs = FuzzCorpus.Load(Corpus, target).ToList();
        Assert.NotEmpty(inputs);
        Assert.All(inputs, input => target.Run(input));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Mutated_inputs_do_not_break_a_target(string name)
    {
        var target = Target(name);
        var inputs = FuzzCorpus.Load(Corpus, target).ToList();
        var random = new Simulation.SeededRandom(99);
        var mutator = new Mutator(random, target);
        for (var i = 0; i < MutationsPerTarget / (name is "peer" or "sdp" ? 10 : 1); i++)
            target.Run(mutator.Mutate(inputs[random.Next(inputs.Count)], inputs[random.Next(inputs.Count)]));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Valid_inputs_leave_other_marks_than_nothing_does(string name)
    {
        // Otherwise the target never gets behind its first check, and fuzzes nothing.
        var target = Target(name);
        var nothing = target.Run([]);
        Assert.Contains(target.Seeds(), seed => target.Run(seed) != nothing);
    }

    [Fact]
    public void The_corpus_is_found() => Assert.NotEmpty(Directory.GetFiles(Corpus, "finding-*.bin", SearchOption.AllDirectories));

    private static FuzzTarget Target(string name) => FuzzTargets.All.Single(target => target.Name == name);
}
