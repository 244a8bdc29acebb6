using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plenum.LoadTest.Figures;

/// <summary>What a figure of the summary must be: <c>delivery.lost &lt;= 0</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Path">The figure, by its path in the JSON.</param>
/// <param name="Comparison">&lt;, &lt;=, =, &gt;= or &gt;.</param>
/// <param name="Bound">What it is compared with.</param>
internal sealed partial record Requirement(string Text, string Path, string Comparison, double Bound)
{
    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Requirement? requirement)
    {
        requirement = null;
        var match = Form().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["bound"].ValueSpan, CultureInfo.InvariantCulture, out var bound))
            return false;
        requirement = new(text, match.Groups["path"].Value, match.Groups["comparison"].Value, bound);
        return true;
    }

    /// <summary>Looks at a summary. A figure that is not there is not what it must be.</summary>
    public RequirementResult Check(JsonNode summary)
    {
        JsonNode? node = summary;
        foreach (var name in Path.Split('.'))
            node = (node as JsonObject)?[name];
        return (node as JsonValue)?.TryGetValue<double>(out var actual) == true
            ? new(Text, actual, Holds(actual))
            : new(Text, null, false);
    }

    private bool Holds(double actual) => Comparison switch
    {
        "<" => actual < Bound,
        "<=" => actual <= Bound,
        ">=" => actual >= Bound,
        ">" => actual > Bound,
        _ => actual == Bound,
    };

    [GeneratedRegex(@"^\s*(?<path>[A-Za-z0-9.]+)\s*(?<comparison><=|>=|<|>|=)\s*(?<bound>[-+0-9.eE]+)\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
