// The app that brings the dext: it asks the system to activate it, and says what became of that.

import Foundation
import SystemExtensions

final class Activation: NSObject, OSSystemExtensionRequestDelegate {
    func request(
        _ request: OSSystemExtensionRequest,
        actionForReplacingExtension existing: OSSystemExtensionProperties,
        withExtension ext: OSSystemExtensionProperties
    ) -> OSSystemExtensionRequest.ReplacementAction {
        .replace
    }

    func requestNeedsUserApproval(_ request: OSSystemExtensionRequest) {
        print("allow it in the System Settings")
    }

    func request(
        _ request: OSSystemExtensionRequest,
        didFinishWithResult result: OSSystemExtensionRequest.Result
    ) {
        print(result == .completed ? "it is active" : "it is active after the next start of the Mac")
        exit(0)
    }

    func request(_ request: OSSystemExtensionRequest, didFailWithError error: Error) {
        print("it isn't active: \(error)")
        exit(1)
    }
}

// The bundle identifier of the dext: the app's, and `.driver` behind it. The argument `off` takes the dext
// out again.
let identifier = Bundle.main.bundleIdentifier! + ".driver"
let request = CommandLine.arguments.contains("off")
    ? OSSystemExtensionRequest.deactivationRequest(forExtensionWithIdentifier: identifier, queue: .main)
    : OSSystemExtensionRequest.activationRequest(forExtensionWithIdentifier: identifier, queue: .main)
let activation = Activation()
request.delegate = activation
OSSystemExtensionManager.shared.submitRequest(request)
RunLoop.main.run()
