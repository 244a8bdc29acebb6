using System.Net;
using Plenum.Interop.EchoServer;
using Plenum.Rtc;
using Plenum.Rtc.Ice.Turn;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls("http://127.0.0.1:0");
var app = builder.Build();

// The first argument is the address of media; libnice, for one, never uses loopback. The next three are a TURN server's
// address, user and password: calls then go by it alone.
using var loop = new MediaLoop(args.Length > 0 ? IPAddress.Parse(args[0]) : IPAddress.Loopback)
{
    Relays = args is [_, var relay, var user, var password]
        ? [new TurnServer(TransportAddress.From(IPEndPoint.Parse(relay)), user, password)]
        : [],
};
Endpoints.Map(app, loop);
await app.StartAsync();

// The tests read this line to find the server.
Console.WriteLine(app.Urls.First());
await app.WaitForShutdownAsync();
