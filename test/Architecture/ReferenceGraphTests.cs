using System.Reflection;

namespace Plenum.Architecture.Tests;

/// <summary>The house has floors: who may reference whom is a fact of the compiled assemblies, not a wish.</summary>
public sealed class ReferenceGraphTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Plenum.Protocol"] = [],
        ["Plenum.Rooms"] = [],
        ["Plenum.Rtc"] = [],
        ["Plenum.Rtc.OpenSsl"] = ["Plenum.Rtc"],
        ["Plenum.Media"] = ["Plenum.Rtc"],
        ["Plenum.Engine"] = ["Plenum.Media", "Plenum.Rtc", "Plenum.Rtc.OpenSsl"],
        ["Plenum.Client"] = ["Plenum.Engine", "Plenum.Protocol", "Plenum.Rtc", "Plenum.Rtc.OpenSsl"],
        ["Plenum.AspNetCore"] = ["Plenum.Engine", "Plenum.Media", "Plenum.Protocol", "Plenum.Rooms", "Plenum.Rtc"],
        ["Plenum.LoadTest"] = ["Plenum.Client", "Plenum.Engine", "Plenum.Protocol", "Plenum.Rtc", "Plenum.Rtc.OpenSsl"],
        ["Plenum.Server"] = ["Plenum.AspNetCore", "Plenum.LoadTest", "Plenum.Protocol", "Plenum.Rtc"],
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_project_references_only_the_floors_below_it(string project)
    {
        var actual = Assembly.Load(project).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Plenum.", StringComparison.Ordinal));

        Assert.Empty(actual.Except(Allowed[project]));
    }

    public static TheoryData<string> Projects() => new(Allowed.Keys);
}
