using System.Text.Json;
using Plenum.LoadTest.Plan;

namespace Plenum.LoadTest.Tests.Plan;

public sealed class MixtureFileTests
{
    [Fact]
    public void Groups_are_read()
    {
        var mixture = MixtureFile.Parse("""
            { "groups": [ { "kind": "Meeting", "rooms": 20, "participants": 6 }, { "kind": "churn", "churnRate": 2.5, "staySeconds": 4 } ] }
            """u8);

        Assert.Equal(new() { Kind = ScenarioKind.Meeting, Rooms = 20, Participants = 6 }, mixture.Groups[0]);
        Assert.Equal(new() { Kind = ScenarioKind.Churn, ChurnRate = 2.5, Stay = TimeSpan.FromSeconds(4) }, mixture.Groups[1]);
    }

    [Theory]
    [InlineData("""{ "groups": [ { "kind": "party" } ] }""")]
    [InlineData("""{ "groups": [ { "rooms": 2 } ] }""")]
    [InlineData("""{ "groups": [ { "kind": "meeting", "people": 2 } ] }""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    public void What_is_none_is_refused(string json) =>
        Assert.Throws<JsonException>(() => MixtureFile.Parse(System.Text.Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{ "groups": [] }""", "there are no groups")]
    [InlineData("""{ "groups": [ { "kind": "meeting", "participants": 0 } ] }""", "a Meeting has a number that cannot be")]
    [InlineData("{", "")]
    public void A_file_that_cannot_be_run_says_why(string json, string problem)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            Assert.Contains(problem, MixtureFile.Problem(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_name_that_is_no_file_is_taken_for_a_scenario() => Assert.Contains("no scenario and no file", MixtureFile.Problem("party"));
}
