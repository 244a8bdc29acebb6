using System.Text.Json.Nodes;
using Plenum.LoadTest.Figures;

namespace Plenum.LoadTest.Tests.Figures;

public sealed class RequirementTests
{
    private static readonly JsonNode Figures = JsonNode.Parse("""{ "delivery": { "lost": 3, "ratio": 0.5 }, "target": "x", "server": null }""")!;

    [Theory]
    [InlineData("delivery.lost <= 3", true)]
    [InlineData("delivery.lost<3", false)]
    [InlineData("delivery.lost = 3", true)]
    [InlineData(" delivery.ratio >= 0.5 ", true)]
    [InlineData("delivery.ratio > 0.5", false)]
    [InlineData("delivery.ratio > -1e3", true)]
    public void A_figure_is_compared_with_its_bound(string text, bool met)
    {
        Assert.True(Requirement.TryParse(text, out var requirement));
        Assert.Equal(met, requirement.Check(Figures).Met);
    }

    [Theory]
    [InlineData("delivery.late <= 3")]
    [InlineData("delivery <= 3")]
    [InlineData("target <= 3")]
    [InlineData("server.cpuCores <= 3")]
    [InlineData("delivery.lost.count <= 3")]
    public void A_figure_that_is_not_there_does_not_hold(string text)
    {
        Assert.True(Requirement.TryParse(text, out var requirement));
        Assert.Equal(new RequirementResult(text, null, false), requirement.Check(Figures));
    }

    [Theory]
    [InlineData("")]
    [InlineData("delivery.lost")]
    [InlineData("<= 3")]
    [InlineData("delivery.lost == 3")]
    [InlineData("delivery.lost <= three")]
    [InlineData("delivery.lost <= 3 ms")]
    [InlineData("delivery.lost <= 1e")]
    public void What_is_no_comparison_is_refused(string text) => Assert.False(Requirement.TryParse(text, out _));
}
