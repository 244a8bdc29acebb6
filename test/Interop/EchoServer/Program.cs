using System.Net;
using Plenum.Interop.EchoServer;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls("http://127.0.0.1:0");
var app = builder.Build();

// The first argument is the address of media; libnice, for one, never uses loopback.
using var loop = new MediaLoop(args.Length > 0 ? IPAddress.Parse(args[0]) : IPAddress.Loopback);
Endpoints.Map(app, loop);
await app.StartAsync();

// The tests read this line to find the server.
Console.WriteLine(app.Urls.First());
await app.WaitForShutdownAsync();
