"""Recognizes handwritten digits (scikit-learn's own 1,797 pictures) with a small neural network."""

import argparse
import pickle
import time

import runstone
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--lr", type=float, default=0.005, help="learning rate of Adam")
parser.add_argument("--hidden", type=int, default=32, help="width of the hidden layer")
parser.add_argument("--batch-size", type=int, default=64)
parser.add_argument("--alpha", type=float, default=0.0001, help="L2 penalty")
parser.add_argument("--epochs", type=int, default=40)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--delay", type=float, default=0.0, help="seconds to wait after an epoch, to watch it live")
args = parser.parse_args()

images, labels = load_digits(return_X_y=True)
train_x, val_x, train_y, val_y = train_test_split(images, labels, test_size=0.3, random_state=0, stratify=labels)
scaler = StandardScaler().fit(train_x)
train_x, val_x = scaler.transform(train_x), scaler.transform(val_x)
model = MLPClassifier(
    (args.hidden,), learning_rate_init=args.lr, batch_size=args.batch_size, alpha=args.alpha, random_state=args.seed
)

runstone.init(experiment="digits", params=vars(args))
for epoch in range(args.epochs):
    model.partial_fit(train_x, train_y, classes=range(10))
    predicted = model.predict(val_x)
    metrics = {
        "train_loss": model.loss_,
        "val_loss": log_loss(val_y, model.predict_proba(val_x)),
        "val_acc": accuracy_score(val_y, predicted),
        "val_f1": f1_score(val_y, predicted, average="macro"),
    }
    runstone.log(metrics, step=epoch)
    print(f"epoch {epoch:3d}  " + "  ".join(f"{key} {value:.4f}" for key, value in metrics.items()))
    time.sleep(args.delay)

runstone.log_confusion_matrix(val_y, predicted)
runstone.log_artifact(pickle.dumps((scaler, model)), name="model.pkl", kind="model")
