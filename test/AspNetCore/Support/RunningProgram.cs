using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Plenum.AspNetCore.Tests.Support;

/// <summary>A program run by its own entry point, as <c>dotnet run</c> does, inside the test's process.</summary>
internal sealed class RunningProgram : IAsyncDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<RunningProgram?> Current = new();

    private readonly TaskCompletionSource<IHost> _host = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Task _run;

    private RunningProgram(string assembly, string[] args)
    {
        // The generic host announces itself to whoever listens; Microsoft's own test host finds it in this way.
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        _run = Task.Run(() =>
        {
            Current.Value = this;
            return Assembly.Load(assembly).EntryPoint!.Invoke(null, [args]) as Task ?? Task.CompletedTask;
        });
    }

    public static async Task<RunningProgram> StartAsync(string assembly, params string[] args)
    {
        var program = new RunningProgram(assembly, args);
        await await Task.WhenAny(program._host.Task, program._run);
        var host = await program._host.Task;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await await Task.WhenAny(started.Task, program._run);
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        await (await _host.Task).StopAsync();
        await _run;
        _subscriptions.ForEach(subscription => subscription.Dispose());
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            _subscriptions.Add(value.Subscribe(this));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value == this && value is { Key: "HostBuilt", Value: IHost host })
            _host.TrySetResult(host);
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
