using System.Text;
using System.Text.Json;
using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class MessageParserTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"type":null,"id":1}""")]
    [InlineData("""{"type":1,"id":1}""")]
    [InlineData("""{"type":"\ud800","id":1}""")]
    [InlineData("""{"type":"chat"}""")]
    [InlineData("""{"type":"chat","id":1}""")]
    [InlineData("""{"type":"chat","id":1,"text":null}""")]
    [InlineData("""{"type":"chat","id":1,"text":7}""")]
    [InlineData("""{"type":"chat","id":1,"text":"\ud800"}""")]
    [InlineData("""{"type":"chat","id":null,"text":"x"}""")]
    [InlineData("""{"type":"chat","id":"1","text":"x"}""")]
    [InlineData("""{"type":"chat","id":1.5,"text":"x"}""")]
    [InlineData("""{"type":"chat","id":99999999999999999999,"text":"x"}""")]
    [InlineData("""{"type":"chat","type":"chat","id":1,"text":"x"}""")]
    [InlineData("""{"type":"raiseHand","id":1,"raised":1}""")]
    [InlineData("""{"type":"setRole","id":1,"participant":"p","role":0}""")]
    [InlineData("""{"type":"setRole","id":1,"participant":"p","role":"king"}""")]
    [InlineData("""{"type":"publish","id":1,"publication":null}""")]
    [InlineData("""{"type":"publish","id":1,"publication":{"cid":null,"source":"camera"}}""")]
    public void What_is_not_as_the_schema_says_is_a_bad_message(string text) =>
        Assert.Equal(ErrorCode.BadMessage, Parse(text).Error?.Code);

    [Fact]
    public void Too_deep_is_a_bad_message() =>
        Assert.Equal(ErrorCode.BadMessage, Parse($$"""{"type":"pong","x":{{new string('[', 16)}}{{new string(']', 16)}}}""").Error?.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(9007199254740992)]
    public void An_id_out_of_range_is_an_invalid_argument(long id) =>
        Assert.Equal(ErrorCode.InvalidArgument, Parse($$"""{"type":"leave","id":{{id}}}""").Error?.Code);

    [Fact]
    public void An_error_names_the_request_where_its_id_could_be_read()
    {
        Assert.Equal(7, Parse("""{"type":"chat","id":7}""").Id);
        Assert.Equal(7, Parse("""{"id":7,"type":"dance"}""").Id);
        Assert.Null(Parse("""{"type":"chat","id":"7"}""").Id);
    }

    [Fact]
    public void The_type_may_stand_anywhere_and_what_is_unknown_is_skipped()
    {
        var parsed = Parse("""{"id":1,"future":{"a":1},"text":"x","type":"chat"}""");

        Assert.Equal("x", Assert.IsType<Request.Chat>(parsed.Message).Text);
        Assert.Equal("chat", parsed.Type);
    }

    [Fact]
    public void Every_type_of_the_schema_is_understood()
    {
        foreach (var type in typeof(ClientMessage).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ClientMessage)) && !type.IsAbstract))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(type.Name);
            Assert.NotEqual(ErrorCode.UnknownType, Parse($$"""{"type":"{{name}}","id":1}""").Error?.Code);
        }
    }

    private static ParsedMessage Parse(string text) => MessageParser.Parse(Encoding.UTF8.GetBytes(text));
}
