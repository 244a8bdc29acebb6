using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Protocol;

/// <summary>docs/protocol.md says all that the schema says, and nothing that it does not.</summary>
public sealed partial class ProtocolPageTests
{
    private static readonly string Page = Repository.Read("docs/protocol.md");

    [Theory]
    [InlineData(typeof(ClientMessage))]
    [InlineData(typeof(ServerMessage))]
    [InlineData(typeof(RoomEvent))]
    public void Every_message_has_a_section_with_an_example(Type union)
    {
        foreach (var type in union.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(attribute => (string)attribute.TypeDiscriminator!))
        {
            var section = Section($"### `{type}`");
            Assert.Contains("```json", section, StringComparison.Ordinal);
            Assert.Matches($"\"type\": ?\"{type}\"", section);
        }
    }

    [Fact]
    public void Every_field_of_every_record_is_named()
    {
        var records = typeof(ClientMessage).Assembly.GetExportedTypes().Where(type => type.GetMethod("<Clone>$") is not null);
        foreach (var property in records.SelectMany(type => type.GetProperties()))
            Assert.Contains($"`{JsonNamingPolicy.CamelCase.ConvertName(property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name)}`", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_value_of_every_enum_is_explained()
    {
        var enums = typeof(ClientMessage).Assembly.GetExportedTypes().Where(type => type.IsEnum);
        foreach (var name in enums.SelectMany(Enum.GetNames))
            Assert.Contains($"| `{JsonNamingPolicy.CamelCase.ConvertName(name)}` |", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_close_code_stands_with_its_number()
    {
        foreach (var code in Enum.GetValues<CloseCode>())
            Assert.Contains($"| {(int)code} | `{JsonNamingPolicy.CamelCase.ConvertName(code.ToString())}` |", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_example_is_a_message_of_the_schema()
    {
        var examples = JsonBlock().Matches(Page).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            using var document = JsonDocument.Parse(example);
            var type = document.RootElement.GetProperty("type").GetString();
            var isClient = typeof(ClientMessage).GetCustomAttributes<JsonDerivedTypeAttribute>().Any(attribute => (string)attribute.TypeDiscriminator! == type);
            object message = isClient
                ? JsonSerializer.Deserialize(example, WireJson.Default.ClientMessage)!
                : JsonSerializer.Deserialize(example, WireJson.Default.ServerMessage)!;

            // What the schema does not know would be lost on the way.
            var written = JsonSerializer.SerializeToNode(message, isClient ? typeof(ClientMessage) : typeof(ServerMessage), WireJson.Default)!;
            foreach (var field in document.RootElement.EnumerateObject())
                Assert.NotNull(written[field.Name]);
        }
    }

    private static string Section(string heading)
    {
        var start = Page.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/protocol.md has no section {heading}");
        var end = Page.IndexOf("\n#", start + heading.Length, StringComparison.Ordinal);
        return end < 0 ? Page[start..] : Page[start..end];
    }

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
